import { stripVTControlCharacters } from "node:util";
import { GPU_FAMILIES } from "../../src/facts/gpus";
import { instanceCapacity, instanceTypesKnown } from "../../src/facts/instance-capacity";
import { vcpuQuotaOf } from "../../src/facts/quotas";
import { groupBy } from "../../src/base/group-by";
import { NOTHING_STATED, type Rates } from "../../src/infrastructure/stated";
import { capacityText } from "../../src/cli/cost/capacity-page";
import { fullReport } from "../../src/reports/report";
import { type Assumptions } from "../../src/cost/line";
import { type EnvironmentPlan } from "../../src/terraform/environment-plan";

const INTRODUCTION = `## Capacity of models

After its lines, each environment has a table of its models: the requests of a pod, the pods that an empty node holds beside its
DaemonSets and the resources that limit them, the replicas, and their cost at the peak. Measure one pod in a load test and state
the result to get the cost of a million requests:

\`\`\`yaml
# in examples/retail-forecast.yaml
models:
  - name: retail-forecast-api
    requestsPerSecond: { perPod: 20, peak: 100, average: 12 }
\`\`\`

- **\`perPod\`** is the number of requests a second that one pod serves within your latency goal, at the CPU utilization of
  \`replicas.cpuPercent\`. The autoscaler keeps pods at this utilization: \`peak / perPod\`, rounded up, is the number of pods
  that it converges to if CPU use grows with the requests. It adds no pod within 10 % of the target.
- **A pod that its GPU limits** may reach its limit at a low CPU utilization. Set \`cpuPercent\` to that utilization: below it, the
  autoscaler adds no pods.
- **Nodes** are those that hold the pods of all models and of the platform at once, in one possible placement; zones grow in turn.
  Without an autoscaler, \`minPerZone\` nodes always run. Pods of a rollout are not counted.
- **The cost of a model** is its part of the nodes of a group and their disks. The part follows from the largest share of a node
  that a pod requests. Models pay for idle room and for pods of the platform on their groups. A group without models is not included.
- **A million requests** cost \`USD an hour / (requests a second × 3600) × 1,000,000\`, for the requests that the running pods serve.
- **Not included:** load balancers and their capacity units, NAT, endpoints, traffic and logs, since the size of requests is not
  known; the control plane; nodes that an upgrade adds.

The checks \`capacity-for-requests\` and \`gpu-memory\` judge the stated values. The stacks contain none of them.
`;

/** The model of the example and its stated requests. */
const MODEL = "retail-forecast-api";
const RATES: Rates = { perPod: 20, peak: 100, average: 12 };

/** The section on the capacity of models, with the current table of an environment. */
export function capacitySection(plans: readonly EnvironmentPlan[], assumptions: Assumptions): string {
  const stated = {
    ...NOTHING_STATED,
    models: new Map([[MODEL, { rates: RATES, gpuMemoryGiB: undefined, formerPorts: [], permissions: [] }]]),
  };
  const table = plans.flatMap((plan) =>
    capacityText(fullReport(plan, assumptions, undefined, stated).capacity),
  );
  return [
    INTRODUCTION,
    "```text",
    stripVTControlCharacters(table.join("\n")),
    "```",
    "",
    "### GPUs",
    "",
    "The memory of each GPU is that of EC2's API, which `gpu-memory` compares with `models[].gpuMemoryGiB`. The vCPUs of nodes count",
    "towards a quota, which is 0 in a new account: request it, and state it in `quotas`. A GPU belongs to one pod.",
    "",
    "| family | GPU | GiB each | GPUs of a node, by size | quota On-Demand | quota Spot |",
    "| --- | --- | --: | --- | --- | --- |",
    ...GPU_FAMILIES.map(([family, { name, memoryMiB }]) => {
      const gib = Math.floor((memoryMiB / 1024) * 10) / 10;
      const quotas = [false, true].map((spot) => `\`${vcpuQuotaOf(family, spot)}\``).join(" | ");
      return `| ${family} | ${name} | ${gib} | ${sizesOf(family)} | ${quotas} |`;
    }),
    "",
  ].join("\n");
}

/** Sizes of a family by their number of GPUs. */
function sizesOf(family: string): string {
  const types = instanceTypesKnown().filter((type) => type.startsWith(`${family}.`));
  const byCount = groupBy(types, (type) => instanceCapacity(type)?.gpus ?? 0);
  const all = [...byCount].map(
    ([gpus, sizes]) => `${gpus}: ${sizes.map((type) => type.slice(family.length + 1)).join(", ")}`,
  );
  return all.length > 0 ? all.join("; ") : "unknown sizes, which `capacity-known` reports";
}
