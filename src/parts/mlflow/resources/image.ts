/** User of the image, see `images/mlflow/Dockerfile`. */
export const MLFLOW_USER_ID = 10001;

/** Folder that its programs write to. */
export const TMP = "/tmp";
