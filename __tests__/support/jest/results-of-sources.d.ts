/** Makes the folder in which all threads and suites share results, and tells their processes its path. */
export declare function shareResults(): void;
