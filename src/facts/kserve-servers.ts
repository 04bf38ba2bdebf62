import table from "./servers-of-kserve.json";

const FORMATS = ["sklearn", "xgboost", "lightgbm"] as const;

/** A server of KServe. */
interface KServeServer {
  /** Registry and path of its image, without a tag. */
  readonly repository: string;
  /** Library and its version in the image, which reads the file. */
  readonly library: string;
  /** Arguments beside those of every server. */
  readonly args: readonly string[];
}

/**
 * Servers by format. Each loads one file of the folder `--model_dir` and answers `/v1/models/NAME:predict`. The images
 * were not run here.
 */
const SERVERS: Readonly<Record<(typeof FORMATS)[number], KServeServer>> = table.servers;

export const KSERVE_SERVERS = {
  /** Version of KServe and of its servers, which are released together. */
  version: "v0.20.0",
  /** Formats of model files that a server loads. */
  formats: FORMATS,
  servers: SERVERS,
  /** Libraries that write files for the servers, as `scikit-learn 1.5.2 for sklearn`. */
  libraries: FORMATS.map((format) => `${SERVERS[format].library} for ${format}`).join(", "),
} as const;
