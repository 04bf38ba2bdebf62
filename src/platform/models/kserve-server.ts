import { CONTAINER_FOLDERS } from "../../environment/container-folders";

/** A server of KServe for one format of model files. */
export interface KServeProps {
  /** Arguments beside those of every server. */
  readonly args: readonly string[];
}

/**
 * The server answers `/v1/models/NAME:predict` with the file in the folder of the weights. Its gRPC port is closed: no load
 * balancer or policy here has it.
 */
export const serverArgs = (
  { name, port }: { readonly name: string; readonly port: number },
  { args }: KServeProps,
): string[] => [
  `--model_name=${name}`,
  `--model_dir=${CONTAINER_FOLDERS.weights}`,
  `--http_port=${port}`,
  "--enable_grpc=false",
  ...args,
];
