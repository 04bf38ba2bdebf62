import { chain } from "./harness/chain";
import { problemOf } from "./harness/diagnostics";
import { NETWORK_MUTATIONS, states } from "./harness/mutated-networks";
import { NETWORKS_OF_OTHERS, NetworkOfOthers } from "./harness/networks-of-others";

/** Without a random seed, one network and two of its mutations. */
const isWhole = process.env["TEST_SEED"] !== undefined;
const SHAPES = isWhole ? NETWORKS_OF_OTHERS : NETWORKS_OF_OTHERS.slice(0, 1);
const SAMPLE = ["name servers of the company", "a route to nowhere"];
const MUTATIONS = NETWORK_MUTATIONS.filter(({ name }) => isWhole || SAMPLE.includes(name));

if (isWhole)
  describe("subnets of /26 that a cluster of others shares", () => {
    const step = chain();
    let network: NetworkOfOthers;

    step(
      "are adopted with single addresses for pods, and their plan names the tag that they lack",
      async () => {
        // Two nodes beside two of an upgrade, or ten replicas, would need more than 59 addresses.
        network = await NetworkOfOthers.create("shared-vpc", [
          [["cluster", "podAddresses"], "single"],
          [["cluster", "nodeGroups"], { general: { maxPerZone: 1 } }],
          [["models", 0, "replicas", "max"], 6],
        ]);
        expect((await network.refused("no tag of the cluster")).map(problemOf)).toEqual([
          expect.stringMatching(
            /^subnet .* has no tag kubernetes\.io\/cluster\/ml-inference-prod-cluster=shared/,
          ),
          expect.stringMatching(
            /^subnet .* has no tag kubernetes\.io\/cluster\/ml-inference-prod-cluster=shared/,
          ),
        ]);
      },
    );

    step("have a plan without a failing condition once they have it", async () => {
      await network.tagSubnets();
      expect(await network.stack.plan("plan: adopted with single addresses")).toMatchObject({
        isEmpty: false,
      });
    });

    step("are refused at synth with prefixes, with the sum and the key for single addresses", async () => {
      await expect(network.change(["cluster", "podAddresses"], "prefixes")).rejects.toThrow(
        /subnet-addresses .*private_a[^]*10\.63\.0\.0\/26 has 59 addresses and \d whole \/28 blocks, and needs \d+[^]*cluster\.podAddresses: single/,
      );
    });
  });

describe.each(SHAPES)("a network as others build it: %s", (shape) => {
  const step = chain();
  let network: NetworkOfOthers;

  beforeAll(async () => {
    network = await NetworkOfOthers.create(shape);
  });

  step("is adopted, and no condition of its plan fails", async () => {
    expect(await network.stack.plan("plan: adopted")).toMatchObject({ isEmpty: false });
    expect(await network.deniedByAcls()).toEqual([]);
  });

  for (const mutation of MUTATIONS)
    step(`with ${mutation.name} is refused at plan, with the repair`, async () => {
      await mutation.mutate(network);
      const errors = await network.refused(mutation.name);
      expect({ errors: errors.map(problemOf), stated: states(errors, mutation) }).toMatchObject({
        stated: true,
      });
    });

  step("with an ACL that denies HTTPS is a difference of verify, with the command", async () => {
    await network.denyHttps();
    const [found] = await network.deniedByAcls();
    expect(found).toMatch(/^acl-\w+ does not admit TCP 443 to .*; run aws ec2 create-network-acl-entry /);
  });
});
