import { type ImageList, imageListOf, isCopied } from "../../project/image-list";
import { lockText } from "../../project/image-lock";
import { SCRIPT_NAME, mirrorScript } from "../../project/mirror-script";
import { EnvironmentPlan } from "../../terraform/environment-plan";
import { type HandedStack } from "../module/module";
import { loginCommand, registryOfSource } from "../module/own-registry";
import { type Stated } from "../../infrastructure/stated";

type StatedChart = NonNullable<Stated["charts"]>[number];

/** Facts of images and charts that no stack has. */
export interface RecordedImages {
  /** By image or chart, as the lock has them. */
  readonly digests: ReadonlyMap<string, string>;
  /** Charts that its file states. */
  readonly charts: readonly StatedChart[];
}

export const NONE_RECORDED: RecordedImages = { digests: new Map(), charts: [] };

/** The images and charts of an environment that is handed over, with recorded digests. */
export const handedImages = (
  environment: string,
  stacks: readonly HandedStack[],
  { digests, charts }: RecordedImages,
): ImageList => imageListOf(new EnvironmentPlan(environment, stacks), charts, digests);

/** Whether images or charts are copied to the account's registry. */
export const hasCopies = ({ images, charts }: ImageList): boolean => [...images, ...charts].some(isCopied);

/** The lock, and the script where something is copied. */
export const imageFiles = (list: ImageList, isOwned = false): [path: string, text: string][] => [
  [IMAGE_LOCK_NAME, lockText(list, isOwned)],
  ...(hasCopies(list) ? [[SCRIPT_NAME, mirrorScript(list, isOwned)] as [string, string]] : []),
];

/** Commands that copy the images and charts, build those of their owners, and log Helm in for Terraform. */
export const imageCommands = (list: ImageList): string[] => [
  ...(hasCopies(list) ? [`bash ${SCRIPT_NAME}`] : []),
  ...buildCommands(list.owned),
  ...(hasCopies(list) ? [loginCommand({ host: list.registry, region: list.region }, "helm registry")] : []),
];

function buildCommands(owned: ImageList["owned"]): string[] {
  const registry = registryOfSource(owned[0]?.target ?? "");
  if (registry === undefined) return [];
  return [
    loginCommand(registry, "docker"),
    ...owned.map(
      (image) =>
        `docker buildx build --platform ${image.platforms.join(",")} --tag ${pushedName(image)} --push .`,
    ),
  ];
}

/** An image is pushed by its tag; a digest follows from its contents. */
export const pushedName = ({ target, tag }: ImageList["owned"][number]): string =>
  tag === undefined ? target : `${target}:${tag}`;

/** Name of the lock in a folder that holds one environment. */
export const IMAGE_LOCK_NAME = "images.lock.yaml";
