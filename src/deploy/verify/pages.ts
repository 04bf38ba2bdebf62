import Table from "cli-table3";
import pc from "picocolors";
import { counted } from "../../base/counted";
import { type Outcome, type VerifyVerdict } from "./finding";

const COLOURS: Readonly<Record<VerifyVerdict, (text: string) => string>> = {
  ok: pc.green,
  differs: pc.red,
  slow: pc.yellow,
  unknown: pc.red,
  "not verified": pc.yellow,
};

/** The findings of an environment as a table. */
export function verifyPage(environment: string, findings: readonly Outcome[]): string {
  const table = new Table({
    head: ["", "what", "expected", "found"],
    style: { head: [], border: [], compact: true },
    colWidths: [14, 44, 44, 58],
    wordWrap: true,
    // A name that is longer than its column is broken, not cut.
    wrapOnWordBoundary: false,
  });
  for (const { area, name, expected, found, verdict } of findings)
    table.push([
      COLOURS[verdict](verdict),
      `${area}: ${name}`,
      // The table is read for what is not as expected.
      expected,
      found === expected ? "the same" : found,
    ]);
  return `${environment}\n${table.toString()}\n${summary(findings)}\n`;
}

function summary(findings: readonly Outcome[]): string {
  const counts = (Object.keys(COLOURS) as VerifyVerdict[])
    .map((verdict) => [verdict, findings.filter((each) => each.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`);
  return `${counted(findings.length, "fact")}: ${counts.join(", ")}`;
}
