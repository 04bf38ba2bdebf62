import { VLLM_FACTS } from "../../evidence/vllm";
import { ALB } from "../../evidence/load-balancers";
import { entriesOf, ingressPaths } from "../../infrastructure/network-entries";
import { type Container, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { vllmServersOf } from "../../infrastructure/kubernetes-vllm";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";

const ROUTES: readonly string[] = [...Object.keys(VLLM_FACTS.routes), ...VLLM_FACTS.routesOfOtherTasks];

/** Paths of Ingresses at which a server of vLLM has no route. Its answer is 404. */
export function clientPathProblems(plan: EnvironmentPlan, pods: Pods, container: Container): string[] {
  const server = vllmServersOf(plan).find((each) => each.pods === pods && each.container === container);
  const { values } = server?.arguments ?? {};
  // Code of the owner can change the path of a request.
  if (!server?.isKnown || values === undefined || server.unread.length > 0 || values.has("--middleware"))
    return [];
  const root = values.get("--root-path") ?? "";
  const option = root === "" ? "without --root-path" : `--root-path=${root}`;
  return pathsTo(plan, pods)
    .filter(({ path }) => !isAnswered(path, root))
    .map(({ path, title }) => `answers no route at ${path}, a path of ${title} (${option})`);
}

/** Paths of Ingresses that rewrite none. */
function pathsTo(plan: EnvironmentPlan, pods: Pods) {
  const entries = entriesOf(plan).filter(({ kind, pods: all }) => kind === "ingress" && all.includes(pods));
  return objectsOf(plan)
    .ofKind("ingress")
    .filter(
      ({ annotations }) => !Object.keys(annotations).some((name) => name.startsWith(`${ALB}transforms.`)),
    )
    .flatMap((ingress) => {
      const { resource, title } = ingress;
      const services = entries
        .filter((entry) => entry.resource === resource && entry.title === title)
        .map(({ serviceName }) => serviceName);
      return ingressPaths(ingress)
        .filter(({ serviceName }) => services.includes(serviceName))
        .map(({ config }) => ({ path: text(config.path) ?? "/", title }));
    });
}

const isBelow = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);

/** The server removes its root path where a slash follows it (`get_route_path` of Starlette 1.10.0, read 2026-11-30). */
function isAnswered(path: string, root: string): boolean {
  const own = root !== "" && (path === root || path.startsWith(`${root}/`)) ? path.slice(root.length) : path;
  return (
    isBelow(root, path) || own === "" || ROUTES.some((route) => isBelow(route, own) || isBelow(own, route))
  );
}
