/** Program and Service of the store of metadata, and their port. Kubeflow Pipelines expects both. */
export const METADATA_SERVICE = "metadata-grpc-service";
export const METADATA_PORT = 8080;

/** Program, Service and port of the proxy by which the user interface reads the store. */
export const METADATA_PROXY = "metadata-proxy";
export const METADATA_PROXY_PORT = 9090;
