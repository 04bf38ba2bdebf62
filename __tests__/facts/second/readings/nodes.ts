import { allocatable } from "../../../../src/facts/instance-capacity";
import second from "../node-reservations.json";
import { type SecondReading, differing } from "../reading";

const node = (vcpus: number) => ({
  vcpus,
  memoryMiB: 2 ** 16,
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

const memoryOf = (pods: number): number => allocatable(node(2), 100, pods).memoryMiB;

/** Memory of a node without what firmware and kernel take, which the kubelet reserves or keeps free. */
const keptMiB = (seenMiB: number, pods: number): number => seenMiB - memoryOf(pods);

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
      const seenMiB = Math.floor(2 ** 16 * (1 - second.hiddenShare));
      return [0, 29, 110].flatMap((pods) =>
        differing(
          `memory kept for ${pods} pods`,
          keptMiB(seenMiB, pods),
          each + ofPod * pods + second.evictionMiB,
        ),
      );
    },
  },
];
