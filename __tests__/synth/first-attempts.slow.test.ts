import { CHECKS } from "../../src/checks/all";
import { WorkingCopy } from "../support/working-copy";
import { ATTEMPTS, type Advice, fileOf } from "./first-attempts/attempts";

/** Output of synth: its errors, or the summary with warnings. */
async function printed(text: string): Promise<{ readonly text: string; readonly isRefused: boolean }> {
  const copy = new WorkingCopy();
  copy.write("demo.yaml", fileOf(text));
  const { summary, error } = await copy.synth();
  return { text: error ?? summary ?? "", isRefused: error !== undefined };
}

const isCheck = (id: string): boolean => CHECKS.some((check) => check.id === id);

/** Problems of keys and findings of checks of a severity, as `line:column path` with the whole message. */
function found(text: string): { severity: "error" | "warning"; at: string; message: string }[] {
  const keys = text.matchAll(/^environments\/demo\.yaml:(\d+:\d+) (\S+): (got .*)$/gm);
  const checks = text.matchAll(
    /^(error|warning) +(\S+) .*\(\S*environments\/demo\.yaml:(\d+:\d+)\).*\n +(.*)$/gm,
  );
  return [
    ...[...keys].map(([, place = "", path = "", message = ""]) => ({
      severity: "error" as const,
      at: `${place} ${path}`,
      message,
    })),
    ...[...checks].map(([, severity, id = "", place = "", message = ""]) => ({
      severity: severity === "error" ? ("error" as const) : ("warning" as const),
      at: `${place} ${id}`,
      message,
    })),
  ];
}

const advised = (all: ReturnType<typeof found>, severity: string): Advice[] =>
  all
    .filter((each) => each.severity === severity)
    .map(({ at, message }) => ({ at, fix: message.replace(/^(.*; fix: |.*?; )/, "") }));

describe.each(ATTEMPTS)("$from: $title", ({ attempt, errors = [], warnings = [], corrected }) => {
  test("every place has the fix that works", async () => {
    const all = found((await printed(attempt)).text);
    expect(advised(all, "error")).toEqual(errors);
    expect(advised(all, "warning")).toEqual(expect.arrayContaining([...warnings]));
  });

  test("with every fix, the file is valid", async () => {
    const { text, isRefused } = await printed(corrected);
    const places = warnings.map(({ at }) => at.replace(/^\S+ /, "")).filter(isCheck);
    expect(isRefused ? text : "").toBe("");
    expect(found(text).filter(({ at }) => places.some((id) => at.endsWith(` ${id}`)))).toEqual([]);
  });
});
