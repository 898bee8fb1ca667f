/** How much room pictures may take up, where the operator says nothing else (config.ts). */

/** Of one group, and of one account in all its groups, in bytes. */
export type ImageRoom = { group: number; account: number };

export const IMAGE_ROOM: ImageRoom = { group: 1_000_000_000, account: 200_000_000 };
