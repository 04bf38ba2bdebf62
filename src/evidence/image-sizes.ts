import facts from "./sizes-of-images.json";
import { startedServer } from "./server-programs";

/** An image of a known program, whose size does not depend on the name of its copy. */
interface KnownImage {
  readonly program: string;
  /** Images with one tag have the same layers, which a node stores once. */
  readonly tag: string;
  readonly unpackedMiB: number;
  readonly compressedMiB: number;
}

const mib = (gigabytes: number): number => Math.round((gigabytes * 10 ** 9) / 2 ** 20);

/** The image of a container that starts a program with a known size; undefined for other images. */
export function knownImage(started: Parameters<typeof startedServer>[0]): KnownImage | undefined {
  const name = startedServer(started)?.program.name;
  const size = facts.images.find(({ program }) => program === name);
  if (!size) return undefined;
  const tag = started.image.slice(started.image.lastIndexOf(":") + 1);
  return {
    program: size.program,
    tag,
    unpackedMiB: mib(size.unpackedGB),
    compressedMiB: mib(size.compressedGB),
  };
}

/**
 * Disk for the system and images of a node, with its sum in words. A layer is there compressed too until it is unpacked
 * (`discard_unpacked_layers` of nodeadm), and the pull of the image of a model begins when its weights are copied.
 */
export function systemAndImages(all: readonly KnownImage[]): {
  readonly mib: number;
  readonly words: string;
} {
  const images = [...new Map(all.map((each) => [`${each.program} ${each.tag}`, each])).values()];
  const unpacked = images.map(({ unpackedMiB }) => unpackedMiB);
  const largest = Math.max(0, ...images.map(({ compressedMiB }) => compressedMiB));
  const { systemMiB, otherImagesMiB } = facts;
  return {
    mib: [systemMiB, otherImagesMiB, largest, ...unpacked].reduce((sum, each) => sum + each, 0),
    words: [
      ...images.map(({ program, unpackedMiB }, index) =>
        index === 0
          ? `${gib(unpackedMiB)} GiB for the image of ${program}`
          : `${gib(unpackedMiB)} for that of ${program}`,
      ),
      `${gib(largest)} for ${images.length > 1 ? "the largest" : "its"} compressed layers during the pull`,
      `${gib(otherImagesMiB)} for other images`,
      `${gib(systemMiB)} for the system`,
    ].join(", "),
  };
}

const gib = (amount: number): string => (amount / 1024).toFixed(1);
