/** Names of the ports by which frames of ours in a page talk to the scripts beside them; what is said there: margin-port.ts, glance-port.ts. */

export const MARGIN_PORT = 'commonplace-margin';
export const GLANCE_PORT = 'commonplace-glance';
