import { blocks, text, texts } from "../../../../proof/model/blocks";
import { type Pods, mainContainer } from "../../../../proof/model/kubernetes/objects";
import { type JsonObject } from "../../../../proof/terraform-json/stack-json";

/** Problems of the copy of the authorities: the image of the server has none, and its volume for them is empty at first. */
export const authorityProblems = (pods: Pods, isTrusted: (folder: string) => boolean): string[] =>
  blocks(mainContainer(pods)?.config["volume_mount"])
    .filter((mount) => isTrusted(text(mount["mount_path"]) ?? "/") && isEmptyAtFirst(pods, mount))
    .filter((mount) => !pods.containers.some(({ init, config }) => init && copiesInto(config, mount)))
    .map(
      ({ mount_path: path }) =>
        `no init container copies the authorities of RDS with cp into the volume at ${String(path)}`,
    );

const isEmptyAtFirst = ({ spec }: Pods, { name }: JsonObject): boolean =>
  blocks(spec["volume"]).some((volume) => volume["name"] === name && volume["empty_dir"] !== undefined);

/** Whether a container copies one file into the volume of a mount. */
function copiesInto(config: JsonObject, { name }: JsonObject): boolean {
  const [program, from = "", to = "", ...others] = texts(config["command"]);
  const isCopy = program === "cp" && from.startsWith("/") && others.length === 0;
  const folders = blocks(config["volume_mount"])
    .filter((mount) => mount["name"] === name)
    .map((mount) => text(mount["mount_path"]) ?? "");
  return (
    isCopy && texts(config["args"]).length === 0 && folders.some((folder) => to.startsWith(`${folder}/`))
  );
}
