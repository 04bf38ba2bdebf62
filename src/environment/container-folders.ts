import FOLDERS from "../facts/folders-of-containers.json";

/** Folders in the container of a model. */
export const CONTAINER_FOLDERS = {
  /** Writable, for temporary files. */
  tmp: "/tmp",
  /** Writable, for the files that a model downloads. */
  models: "/models",
  /** Read-only. */
  weights: FOLDERS.weights,
  /** Read-only: one file for each secret, named after it with `_` for `/`. */
  secrets: "/mnt/secrets",
} as const;

/** Name of a file in its folder in the container, which is its key in the ConfigMap. */
export const keyOfFile = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
