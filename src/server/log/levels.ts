/** How much the endpoint logs (LOG_LEVEL). Apart from the log, so that reading the configuration loads no logger. */

export const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];
