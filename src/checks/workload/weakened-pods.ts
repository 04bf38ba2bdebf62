import { type ChartWorkload } from "../../infrastructure/kubernetes-charts";
import { asObject, type JsonObject, text, texts } from "../../terraform/stack-json";

/**
 * Settings of the level restricted that values take from the pods of a chart.
 *
 * Source: Kubernetes documentation, "Pod Security Standards" (read 2026-11-20).
 */
export const weakenedBy = ({ podSecurityContext, containers }: ChartWorkload): string[] =>
  containers.flatMap((container) =>
    securityProblems(podSecurityContext, container).map(
      (problem) => `container ${container.facts.name} ${problem}`,
    ),
  );

function securityProblems(
  pod: JsonObject,
  { securityContext }: ChartWorkload["containers"][number],
): string[] {
  // A container overrides the settings of its pod.
  const { runAsNonRoot, runAsUser, seccompProfile } = { ...pod, ...securityContext };
  const { allowPrivilegeEscalation, privileged } = securityContext;
  const { drop, add } = asObject(securityContext["capabilities"]);
  const kept = texts(add).filter((name) => name !== "NET_BIND_SERVICE");
  return [
    ...(runAsNonRoot === true && runAsUser !== 0 ? [] : ["can run as root"]),
    ...(SECCOMP.has(text(asObject(seccompProfile)["type"])) ? [] : ["has no seccomp profile"]),
    ...(allowPrivilegeEscalation === false ? [] : ["can gain privileges"]),
    ...(privileged === true ? ["is privileged"] : []),
    ...(texts(drop).includes("ALL") ? [] : ["does not drop all capabilities"]),
    ...(kept.length > 0 ? [`has the capabilities ${kept.join(", ")}`] : []),
  ];
}

const SECCOMP: ReadonlySet<string | undefined> = new Set(["RuntimeDefault", "Localhost"]);
