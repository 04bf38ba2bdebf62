import { planWith } from "./changed-plans";

/** A model that a server of KServe answers. */
export const SERVED = {
  name: "fraud-detection",
  kind: "kserve",
  format: "sklearn",
  paths: ["/v1/models/fraud-detection:predict"],
  healthPath: "/v1/models/fraud-detection",
  weights: { sizeGiB: 0.1, mode: "download" },
  startupSeconds: 120,
};

export const PARTS = { "cert-manager": {}, kserve: {} };

/** An environment with a network without internet access and one such model. */
export const kservePlan = (over: object = {}, environment = "retail-forecast") =>
  planWith(environment, { components: PARTS, models: [{ ...SERVED, ...over }] });
