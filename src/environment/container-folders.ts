/** Writable folder of temporary files in the container of a model. */
export const TMP_PATH = "/tmp";

/** Writable folder of the files that a model downloads. */
export const MODELS_PATH = "/models";

/** Read-only folder of the weights. */
export const WEIGHTS_PATH = "/mnt/weights";

/** Read-only folder of the secrets: one file for each secret, named after it with `_` for `/`. */
export const SECRETS_PATH = "/mnt/secrets";

/** Name of a file in its folder in the container, which is its key in the ConfigMap. */
export const keyOfFile = (file: string): string => file.slice(file.lastIndexOf("/") + 1);
