import { type Stated } from "../../../infrastructure/stated";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { type JsonObject } from "../../../terraform/stack-json";
import { LABEL_OF_MODEL, PORT_OF_SERVICE } from "../facts";
import { planWithManifests } from "./manifests";

/** The plan as it would be with pods and Services in Git as the file states them, so that their network can be judged. */
export const planWithExpected = (
  plan: EnvironmentPlan,
  namespace: string,
  stated: NonNullable<Stated["gitModels"]>,
): EnvironmentPlan =>
  planWithManifests(
    plan,
    [...stated].flatMap(([name, model]) =>
      objectsOf(name, model).map((object) => ({ file: "", line: 0, object })),
    ),
    namespace,
  ).plan;

function objectsOf(name: string, { port }: { readonly port: number }): JsonObject[] {
  const labels = { [LABEL_OF_MODEL]: name };
  const container = { name, ports: [{ name: "http", containerPort: port }] };
  return [
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: { automountServiceAccountToken: false, containers: [container] },
        },
      },
    },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name },
      spec: { selector: labels, ports: [{ name: "http", port: PORT_OF_SERVICE, targetPort: port }] },
    },
  ];
}
