import { type ContainerFacts, type WorkloadFacts } from "../../src/evidence/charts";
import { chartValue } from "../../src/infrastructure/kubernetes-charts";
import { asObject, type JsonObject, text } from "../../src/terraform/stack-json";
import { podSecurityOf } from "./pod-security";
import { portsOf, type RenderedWorkload, renderedWorkloads } from "./rendered-objects";
import { type ProbedValues, type ProbeProps, probedImages, probedValues } from "./value-probes";

interface WorkloadProps {
  /** The program that judges pods. */
  readonly podSecurity: string;
  /** Workloads whose hand-written fields are kept. */
  readonly old: readonly WorkloadFacts[];
  readonly probe: ProbeProps;
  readonly objects: readonly JsonObject[];
}

/** The workloads of a chart, with the values that set their fields. */
export function derivedWorkloads({ podSecurity, old, probe, objects }: WorkloadProps): WorkloadFacts[] {
  const rendered = renderedWorkloads(objects);
  const values = probedValues(probe);
  const images = probedImages(probe);
  const levels = podSecurityOf(podSecurity, rendered);
  return rendered.map((workload, index) => {
    const { kind, name, hook, pod } = workload;
    const known = old.find((each) => each.kind === kind && each.name === name);
    const probed = values.get(`${kind}/${name}`) ?? { workload: {}, containers: {} };
    return {
      kind: kind as WorkloadFacts["kind"],
      name,
      ...(hook === undefined ? {} : { hook }),
      ...(known?.nodes === undefined ? {} : { nodes: known.nodes }),
      labels: labelsOf(workload, known),
      ...(levels[index] as ReturnType<typeof podSecurityOf>[number]),
      ...(known?.purpose === undefined || levels[index]?.podSecurityLevel !== "privileged"
        ? {}
        : { purpose: known.purpose }),
      ...(pod["hostPID"] === true ? { hostPID: true } : {}),
      ...(pod["hostNetwork"] === true ? { hostNetwork: true } : {}),
      serviceAccount: text(pod["serviceAccountName"]) ?? "default",
      ...ofTemplate(workload, probed, probe.defaults),
      containers: containersOf(workload, probed, images),
      values: probed.workload,
    };
  });
}

/** Labels of the selector, and those of the template that the old facts name: policies can select pods by others. */
const labelsOf = ({ labels, templateLabels }: RenderedWorkload, known: WorkloadFacts | undefined) =>
  Object.fromEntries(
    Object.entries({ ...templateLabels, ...labels }).filter(
      ([key]) => key in labels || key in (known?.labels ?? {}),
    ),
  ) as WorkloadFacts["labels"];

/** Labels of nodes and affinity that the template has without values. */
function ofTemplate(
  { pod }: RenderedWorkload,
  { workload }: ProbedValues,
  defaults: JsonObject,
): Pick<WorkloadFacts, "nodeSelector" | "affinityIfUnset"> {
  const defaultAt = (path: string | undefined): JsonObject =>
    path === undefined ? {} : asObject(chartValue(defaults, path));
  const byValue = defaultAt(workload["nodeSelector"]);
  const own = Object.entries(asObject(pod["nodeSelector"])).filter(([key]) => !(key in byValue));
  const affinity = asObject(pod["affinity"]);
  const hasAffinity =
    Object.keys(affinity).length > 0 && Object.keys(defaultAt(workload["affinity"])).length === 0;
  return {
    ...(own.length === 0 ? {} : { nodeSelector: Object.fromEntries(own) as Record<string, string> }),
    ...(hasAffinity ? { affinityIfUnset: affinity } : {}),
  };
}

function containersOf(
  workload: RenderedWorkload,
  probed: ProbedValues,
  images: ReturnType<typeof probedImages>,
): ContainerFacts[] {
  return workload.containers.map((container) => {
    const { name, init, spec } = container;
    const ports = portsOf(container);
    const values = { ...images.get(`${workload.kind}/${workload.name}/${name}`), ...probed.containers[name] };
    return {
      name,
      ...(init ? { init } : {}),
      ...(asObject(spec["securityContext"])["privileged"] === true ? { privileged: true } : {}),
      ...(ports.length === 0 ? {} : { ports }),
      values: values as unknown as ContainerFacts["values"],
    };
  });
}

/** Images by the kind, name and container of their workloads. */
export const imagesByContainer = (objects: readonly JsonObject[]): ReadonlyMap<string, string> =>
  new Map(
    renderedWorkloads(objects).flatMap(({ kind, name, containers }) =>
      containers.map((each) => [`${kind}/${name}/${each.name}`, String(each.spec["image"])] as const),
    ),
  );
