/** Puts all temporary files of a run into one folder. */
export declare function createTemporaryFolder(): void;

/** Removes that folder. */
export declare function removeTemporaryFolder(): void;
