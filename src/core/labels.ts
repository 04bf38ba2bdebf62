/** Label of a node that names its group; EKS's own label differs from zone to zone. */
export const NODE_GROUP_LABEL = "private-eks-inference/node-group";

/** Keeps pods that ask for no GPU off GPU nodes; the NVIDIA device plugin tolerates it as it comes. */
export const GPU_TAINT = { key: "nvidia.com/gpu", value: "true" } as const;

/** Label by which the NVIDIA device plugin finds its nodes. */
export const GPU_LABEL = "nvidia.com/gpu.present";
