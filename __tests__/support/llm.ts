/** Language models as in a file, and node groups with their GPUs. */
export const CHAT = {
  name: "chat",
  kind: "llm",
  image: { tag: "v0.33.0" },
  llm: { model: "llama-3.1-8b", maxLength: 8192 },
  nodeGroup: "gpu",
  paths: ["/v1"],
};

export const LARGE_CHAT = {
  ...CHAT,
  llm: { model: "llama-3.3-70b", tensorParallel: 8, maxLength: 32_768 },
};

/** Node groups with GPUs of these types. */
export const onGpus = (...instanceTypes: readonly string[]) => ({
  cluster: { nodeGroups: { general: {}, gpu: { instanceTypes } } },
});
