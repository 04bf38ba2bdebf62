import { unreachableImages } from "../../checks/images/image-reachable";
import { LAYERS, type Layer } from "../../core/layers";
import { EnvironmentPlan } from "../../terraform-json/environment-plan";
import { say } from "../phrase";
import { type Change, type TopicLine } from "./topic";

/** Resources whose removal can end a way to pull images. */
const WAY =
  /^(aws_nat_gateway|aws_route|aws_ecr_repository|aws_vpc_endpoint|aws_vpc_security_group_egress_rule)\./;

/**
 * Layers that remove a way by which the pods of later layers still pull their images. Between the applies, a pod that is
 * rescheduled would not start. The check of images judges each mixture of old and new layers.
 */
export function pullOrderLines(change: Change): TopicLine[] {
  const removes = ({ layer, address, action }: Change["resources"][number]) =>
    ["network", "cluster"].includes(layer) && WAY.test(address) && /^(destroy|replace)$/.test(action);
  if (!change.resources.some(removes)) return [];
  const layers = LAYERS.filter((layer) => layer !== "state" && change.after.stack(layer));
  const early = layers.find((_, index) => broken(change, layers.slice(0, index + 1)) !== undefined);
  const pull = early && broken(change, layers.slice(0, layers.indexOf(early) + 1));
  if (!early || !pull) return [];
  const later = [...layers.filter((layer) => layer !== early), early];
  const isClean = later.every((_, index) => broken(change, later.slice(0, index + 1)) === undefined);
  const way = isClean
    ? say`apply ${later.join(", ")} in this order, and push the images first`
    : say`make the change in two steps: first the images, then ${early}`;
  return [
    {
      level: "attention",
      layer: early,
      address: pull.address,
      text: say`${early} removes the way by which ${pull.address} of the last apply still pulls images; ${way}`,
    },
  ];
}

/** An image that cannot be pulled while only these layers are applied, although it can before and after the change. */
function broken({ before, after }: Change, applied: readonly Layer[]) {
  const stacks = LAYERS.flatMap((layer) => {
    const stack = (applied.includes(layer) ? after : before).stack(layer);
    return stack ? [{ layer, stack }] : [];
  });
  const known = new Set([before, after].flatMap(unreachableImages).map(({ message }) => message));
  return unreachableImages(new EnvironmentPlan(after.name, stacks)).find(
    ({ message }) => !known.has(message),
  );
}
