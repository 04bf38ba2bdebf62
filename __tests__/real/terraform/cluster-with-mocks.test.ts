import { stackName } from "../../../src/base/layers";
import { readStacks } from "../../../src/terraform/output";
import { MOCKED_ADD_ON_VERSION, outputsOf, planWithMocks } from "./harness/mocks";
import { plannedChanges, plannedValues } from "./harness/plan-changes";
import { currentRun } from "./harness/run";
import { synthesizedStack } from "./harness/synthesized-stack";

const run = currentRun();
const stacks = readStacks(run.synthesized);
const environments = [...new Set(stacks.map(({ environment }) => environment))];

test.each(environments)(
  "%s-cluster: a plan creates every resource, including those that the local API lacks",
  async (environment) => {
    const network = stacks.find((each) => each.environment === environment && each.layer === "network");
    if (!network) throw new Error(`${environment} has no network stack`);
    const stack = synthesizedStack(run, "cluster with mocks", stackName(environment, "cluster"));
    await stack.initStep("init without a backend", "-backend=false");
    const plan = await planWithMocks(stack, { network: outputsOf(network.stack) });

    const made = plannedChanges(plan).filter((change) => !change.includes(" output."));
    expect(made).toEqual(
      stack.json
        .resources()
        .map(({ address }) => `create ${address}`)
        .sort(),
    );
    const cluster = plannedValues(plan, "aws_eks_cluster.main")["name"];
    const addOns = stack.json.resources("aws_eks_addon");
    expect(addOns.length).toBeGreaterThan(3);
    for (const { address, config } of addOns) {
      const isPinned = !String(config["addon_version"]).includes("${data.");
      expect(plannedValues(plan, address)).toMatchObject({
        cluster_name: cluster,
        ...(isPinned ? {} : { addon_version: MOCKED_ADD_ON_VERSION }),
      });
    }
    const [admin] = stack.json.resources("aws_eks_access_policy_association");
    expect(plannedValues(plan, admin?.address ?? "")).toMatchObject({
      cluster_name: cluster,
      principal_arn: expect.stringMatching(/^arn:aws:iam::\d{12}:role\//) as unknown,
    });
  },
);
