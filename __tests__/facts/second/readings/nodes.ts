import { allocatable } from "../../../../src/facts/instance-capacity";
import second from "../node-reservations.json";
import { type SecondReading, differing } from "../reading";

const node = (vcpus: number) => ({
  vcpus,
  // Without memory, nothing is hidden by firmware and kernel: that share has no second source.
  memoryMiB: 0,
  gpus: 0,
  interfaces: 2,
  addressesPerInterface: 2,
});

function reservedCpuMillis(vcpus: number): number {
  const millis = vcpus * 1000;
  const shares = second.cpuShares.map(({ fromMillis, toMillis = millis, share }) =>
    millis < fromMillis ? 0 : (Math.min(millis, toMillis) - fromMillis) * share,
  );
  return Math.ceil(shares.reduce((sum, each) => sum + each, 0));
}

/** Memory that the kubelet reserves or keeps free. */
const keptMiB = (pods: number): number => -allocatable(node(2), 100, pods).memoryMiB;

export const READINGS: readonly SecondReading[] = [
  {
    title: "reserved CPU of nodes: Karpenter",
    differences: () =>
      [1, 2, 3, 4, 8, 48, 192].flatMap((vcpus) =>
        differing(
          `reserved CPU of ${vcpus} vCPUs`,
          vcpus * 1000 - allocatable(node(vcpus), 100).cpuMillis,
          reservedCpuMillis(vcpus),
        ),
      ),
  },
  {
    title: "reserved memory of nodes: Karpenter",
    differences: () => {
      const { each, ofPod } = second.memoryMiB;
      return [0, 29, 110].flatMap((pods) =>
        differing(`memory kept for ${pods} pods`, keptMiB(pods), each + ofPod * pods + second.evictionMiB),
      );
    },
  },
];
