import { component } from "../../platform/contract";

export const sagemakerClients = component({
  id: "sagemaker-clients",
  title: "SageMaker clients",
  order: 140,
  isEnabled: ({ config }) => config.network.endpoints.sagemakerRuntime,
  needs: () => ({ services: [{ service: "sagemaker.runtime", why: "invokes endpoints" }] }),
});
