/** Formats of model files that a server of KServe loads. */
export const KSERVE_FORMATS = ["sklearn", "xgboost", "lightgbm"] as const;

export type KServeFormat = (typeof KSERVE_FORMATS)[number];

/** A server of KServe. */
export interface KServeServer {
  /** Registry and path of its image, without a tag. */
  readonly repository: string;
  /** Library and its version in the image, which reads the file. */
  readonly library: string;
  /** Arguments beside those of every server. */
  readonly args: readonly string[];
}

/** Version of KServe and of its servers, which are released together. */
export const KSERVE_VERSION = "v0.20.0";

/**
 * Servers by format. Each loads one file of the folder `--model_dir` and answers `/v1/models/NAME:predict`. The images were not
 * run here.
 *
 * Source: kserve/kserve v0.20.0, `config/runtimes` and `python/*server` (read 2026-11-22); for versions, `python/*server/uv.lock`, with Python
 * 3.11 of `python/*.Dockerfile` (read 2026-11-28).
 */
export const KSERVE_SERVERS: Readonly<Record<KServeFormat, KServeServer>> = {
  sklearn: {
    repository: "docker.io/kserve/sklearnserver",
    library: "scikit-learn 1.5.2",
    args: [],
  },
  xgboost: {
    repository: "docker.io/kserve/xgbserver",
    library: "XGBoost 2.1.4",
    args: ["--nthread=1"],
  },
  lightgbm: {
    repository: "docker.io/kserve/lgbserver",
    library: "LightGBM 4.6.0",
    args: ["--nthread=1"],
  },
};

/** Libraries that write files for the servers, as `scikit-learn 1.5.2 for sklearn`. */
export const KSERVE_LIBRARIES = KSERVE_FORMATS.map(
  (format) => `${KSERVE_SERVERS[format].library} for ${format}`,
).join(", ");
