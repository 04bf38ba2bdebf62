import { type Edit, type ModelObjects } from "./edit";

/** Edits of the node affinity of pods, and of pods on Fargate. */
export const PLACEMENT_EDITS: readonly Edit[] = [
  {
    name: "required node affinity",
    check: "pod-placement",
    values: [
      "disk In ssd",
      "topology.kubernetes.io/zone In none",
      "kubernetes.io/os NotIn linux",
      "disk Exists",
    ],
    harmless: [
      "kubernetes.io/os In linux",
      "kubernetes.io/arch Exists",
      "disk NotIn ssd",
      "disk DoesNotExist",
    ],
    apply: (objects, value) => requireNode(objects, String(value)),
  },
  {
    name: "operator of a node affinity",
    check: "pod-placement",
    values: [
      "kubernetes.io/os Is linux",
      "kubernetes.io/os In",
      "kubernetes.io/os Exists linux",
      "cpus Gt many",
    ],
    harmless: ["kubernetes.io/os NotIn windows"],
    apply: (objects, value) => requireNode(objects, String(value)),
  },
  {
    name: "weight of a node affinity",
    check: "pod-placement",
    values: [0, 101],
    harmless: [50],
    apply: (objects, value) => {
      objects.pod["affinity"] = {
        node_affinity: {
          preferred_during_scheduling_ignored_during_execution: [
            { weight: value, preference: { match_expressions: [expression("disk In ssd")] } },
          ],
        },
      };
    },
  },
  {
    name: "pods that exclude each other",
    check: "pod-placement",
    values: ["required"],
    harmless: ["preferred"],
    apply: (objects, value) => {
      const term = {
        label_selector: { match_labels: { ...objects.template["metadata"].labels } },
        topology_key: "kubernetes.io/os",
      };
      objects.pod["affinity"] = {
        pod_anti_affinity:
          value === "required"
            ? { required_during_scheduling_ignored_during_execution: [term] }
            : {
                preferred_during_scheduling_ignored_during_execution: [
                  { weight: 1, pod_affinity_term: term },
                ],
              },
      };
    },
  },
  {
    name: "memory of a pod on Fargate",
    check: "pod-fits-node",
    on: ["mlapp"],
    values: ["200Gi"],
    harmless: ["1Gi", "8Gi"],
    apply: (objects, value) => {
      objects.resources["requests"].memory = value;
      objects.resources["limits"].memory = value;
      objects.raiseQuota();
    },
  },
  {
    name: "part of a pod that Fargate does not support",
    check: "pod-placement",
    on: ["mlapp"],
    values: ["volume", "gpu"],
    harmless: ["none"],
    apply: (objects, value) => {
      if (value === "volume") {
        objects.pod["volume"].push({ name: "secrets", csi: { driver: "secrets-store.csi.k8s.io" } });
      }
      if (value === "gpu") {
        objects.resources["limits"]["nvidia.com/gpu"] = "1";
        objects.quota["requests.nvidia.com/gpu"] = "100";
      }
    },
  },
  {
    name: "quota of pods on Fargate",
    check: "quota-admits-peak",
    on: ["mlapp"],
    values: ["0", "1", "3"],
    harmless: ["60"],
    apply: (objects, value) => {
      objects.quota["pods"] = value;
    },
  },
  {
    name: "security context on Fargate",
    check: "pod-security",
    on: ["mlapp"],
    values: ["host_network", "host_pid"],
    apply: (objects, value) => {
      objects.pod[String(value)] = true;
    },
  },
];

/** Requires a node with a label: `key operator value`. */
function requireNode(objects: ModelObjects, text: string): void {
  objects.pod["affinity"] = {
    node_affinity: {
      required_during_scheduling_ignored_during_execution: {
        node_selector_term: [{ match_expressions: [expression(text)] }],
      },
    },
  };
}

function expression(text: string) {
  const [key, operator, value] = text.split(" ");
  return { key, operator, ...(value === undefined ? {} : { values: [value] }) };
}
