/** Name of the StorageClass for encrypted volumes, which claims of parts name. */
export const STORAGE_CLASS = "encrypted-gp3";
