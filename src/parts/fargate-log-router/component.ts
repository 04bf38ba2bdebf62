import { component } from "../../platform/contract";

export const fargateLogRouter = component({
  id: "fargate-log-router",
  title: "Fargate log router",
  order: 100,
  isEnabled: ({ config }) => config.cluster.fargate,
  needs: () => ({ services: [{ service: "logs", why: "ships container logs" }] }),
});
