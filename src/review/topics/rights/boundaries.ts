import { groupBy } from "../../../infrastructure/blocks";
import { plain, say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type TopicLine } from "../topic";
import { isAdministrator } from "./openings";

const BOUNDARY = "permissions_boundary";

/** Boundaries of roles and users. One that is added takes rights only. */
export function boundaryLines({ after, resources }: Change): TopicLine[] {
  const lines = resources.flatMap(({ type, layer, address, edits }) =>
    edits
      .filter(({ argument }) => /^aws_iam_(role|user)$/.test(type) && argument === BOUNDARY)
      .map((edit) => ({ layer, address, edit, isFull: isAdministrator(after, `${layer}/${address}`) })),
  );
  const alike = groupBy(lines, ({ edit, isFull }) => `${plain(fromTo(edit))} ${isFull}`);
  return [...alike.values()].flatMap((same): TopicLine[] => {
    const [first, ...more] = same;
    if (!first) return [];
    const { layer, address, edit, isFull } = first;
    const others = more.length === 0 ? [] : say` and ${more.length} more`;
    const isAdded = edit.before === undefined;
    return [
      {
        level: isAdded ? "info" : "attention",
        harm: isAdded ? "in place" : isFull ? "full rights" : "more access",
        layer,
        address,
        edits: same.map((each) => each.edit),
        text: isAdded
          ? say`permissions boundary of ${address}${others}: ${fromTo(edit)}; it takes rights only`
          : say`permissions boundary of ${address}${others}: ${fromTo(edit)}; it no longer limits what a policy can give`,
      },
    ];
  });
}
