import { fromTo, plain, say } from "../../stages/phrase";
import { attention, type Change, editsOf, info, keyOfPlace, resultsByKey, type TopicLine } from "../topic";
import { isAdministrator } from "./openings";

/** Boundaries of roles and users. One that is added takes rights only. */
export const boundaryLines = ({ after, resources }: Change): TopicLine[] =>
  resultsByKey(
    resources
      .filter(({ type }) => /^aws_iam_(role|user)$/.test(type))
      .flatMap((resource) =>
        editsOf(resource, "permissions_boundary").map((edit) => {
          const isFull = isAdministrator(after, keyOfPlace(resource));
          return { resource, edit, isFull };
        }),
      ),
    ({ edit, isFull }) => `${plain(fromTo(edit))} ${isFull}`,
    ({ resource, edit, isFull }, same) => {
      const others = same.length === 1 ? [] : say` and ${same.length - 1} more`;
      const edits = same.map((each) => each.edit);
      const text = say`permissions boundary of ${resource.address}${others}: ${fromTo(edit)}`;
      if (edit.before === undefined)
        return info(resource, say`${text}; it takes rights only`, { harm: "in place", edits });
      const harm = isFull ? "full rights" : "more access";
      return attention(resource, say`${text}; it no longer limits what a policy can give`, { harm, edits });
    },
  );
