import { text, texts } from "../../../terraform/stack-json";
import { type Pods } from "../../../infrastructure/kubernetes-objects";
import { type ContainerSpec, items } from "../../../infrastructure/kubernetes-api";

/** Problems of the copy of the authorities: the image of the server has none, and its volume for them is empty at first. */
export const authorityProblems = (pods: Pods, isTrusted: (folder: string) => boolean): string[] =>
  items(pods.main?.config.volumeMounts)
    .filter((mount) => isTrusted(text(mount.mountPath) ?? "/") && isEmptyAtFirst(pods, mount))
    .filter((mount) => !pods.containers.some(({ init, config }) => init && copiesInto(config, mount)))
    .map(
      ({ mountPath: path }) =>
        `no init container copies the authorities of RDS with cp into the volume at ${String(path)}`,
    );

const isEmptyAtFirst = ({ spec }: Pods, { name }: { readonly name?: string }): boolean =>
  items(spec.volumes).some((volume) => volume.name === name && volume.emptyDir !== undefined);

/** Whether a container copies one file into the volume of a mount. */
function copiesInto(config: ContainerSpec, { name }: { readonly name?: string }): boolean {
  const [program, from = "", to = "", ...others] = texts(config.command);
  const isCopy = program === "cp" && from.startsWith("/") && others.length === 0;
  const folders = items(config.volumeMounts)
    .filter((mount) => mount.name === name)
    .map((mount) => text(mount.mountPath) ?? "");
  return isCopy && texts(config.args).length === 0 && folders.some((folder) => to.startsWith(`${folder}/`));
}
