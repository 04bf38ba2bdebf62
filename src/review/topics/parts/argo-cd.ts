import { asObject } from "../../../terraform/stack-json";
import { type Edit } from "../../comparison/edit";
import { say } from "../../stages/phrase";
import { fromTo } from "../edited";
import { type Change, type Topic, type TopicLine } from "../topic";

const OBJECT = /^values(\[\d+\])?\.resources\[(Application|AppProject) ([^\]]*)\]\.(.*)$/;

/**
 * The repositories that Argo CD applies, and who starts it.
 *
 * Source: Argo CD documentation, "Automated Sync Policy" and "Projects" (read 2026-11-22).
 */
export const argoCd: Topic = {
  title: "Argo CD",
  lines: ({ resources }: Change) =>
    resources.flatMap(({ type, layer, address, edits }) =>
      type === "helm_release"
        ? edits.flatMap((edit) => {
            const [, , kind = "", name = "", path = ""] = OBJECT.exec(edit.path) ?? [];
            const said = kind === "" ? undefined : sentenceOf(edit, kind, name, path);
            return said ? [{ layer, address, edits: [edit], ...said }] : [];
          })
        : [],
    ),
};

function sentenceOf(
  edit: Edit,
  kind: string,
  name: string,
  path: string,
): Pick<TopicLine, "level" | "text"> | undefined {
  if (
    kind === "Application" &&
    path === "spec.syncPolicy" &&
    isAutomated(edit.before) !== isAutomated(edit.after)
  ) {
    return isAutomated(edit.after)
      ? {
          level: "attention",
          text: say`sync of Application ${name} is automated: each commit reaches the cluster without a person, and what Git no longer has is deleted if prune is on`,
        }
      : isEmptyBut(edit.before)
        ? { level: "info", text: say`sync of Application ${name} is manual: a person starts each one` }
        : undefined;
  }
  if (/^spec\.(source\.(repoURL|path|targetRevision)|sourceRepos)$/.test(path)) {
    return {
      level: "attention",
      text: say`${kind} ${name}: ${path} ${fromTo(edit)}; people with rights on it decide what the cluster runs`,
    };
  }
  return undefined;
}

const isAutomated = (policy: Edit["before"]): boolean => "automated" in asObject(policy ?? null);

/** Whether a policy has nothing but the automation, so that its removal ends nothing else. */
const isEmptyBut = (policy: Edit["before"]): boolean =>
  Object.keys(asObject(policy ?? null)).every((key) => key === "automated");
