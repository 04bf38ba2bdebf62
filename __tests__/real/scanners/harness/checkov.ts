import { join, resolve } from "node:path";
import { run } from "../../terraform/harness/processes";
import { type PythonPackages, pythonPrograms } from "../../terraform/harness/python-packages";

/** Exact versions of checkov and of everything that it imports, with their checksums. */
export const REQUIREMENTS = resolve(__dirname, "../requirements.txt");

export const CHECKOV: PythonPackages = {
  requirements: REQUIREMENTS,
  cache: "checkov",
  subject: "checkov is",
  need: "npm run test:scanners needs Python 3.9 or later",
};

/** One judgement of a rule on a resource. */
export interface Judgement {
  readonly rule: string;
  /** Name of the resource in reports: `aws_subnet.private_a`, or `resource.private_a`. */
  readonly resource: string;
  /** The scanned file, absolute. */
  readonly file: string;
  /** Reason of a skipped rule. */
  readonly comment: string;
}

export interface Report {
  readonly passed: readonly Judgement[];
  readonly failed: readonly Judgement[];
  readonly skipped: readonly Judgement[];
  /** Files that checkov could not parse. */
  readonly unread: readonly string[];
}

/** Scans a folder. Terraform JSON and HCL are separate frameworks of checkov. */
export async function scan(
  folder: string,
  framework: "terraform" | "terraform_json",
  ...args: readonly string[]
): Promise<Report> {
  const { stdout } = await run(
    {
      program: python(),
      args: [
        ...["-m", "checkov.main", "-d", folder, "--framework", framework, "--output", "json", "--compact"],
        ...["--skip-download", ...args],
      ],
      cwd: folder,
      env: { ...process.env, LOG_LEVEL: "CRITICAL" },
    },
    [0, 1],
  );
  const report = JSON.parse(stdout) as CheckovReport;
  const {
    passed_checks = [],
    failed_checks = [],
    skipped_checks = [],
    parsing_errors = [],
  } = report.results ?? {};
  return {
    passed: passed_checks.map(judgement),
    failed: failed_checks.map(judgement),
    skipped: skipped_checks.map(judgement),
    unread: parsing_errors,
  };
}

interface CheckovReport {
  /** Absent if checkov judged nothing. */
  readonly results?: {
    readonly passed_checks: readonly CheckovRecord[];
    readonly failed_checks: readonly CheckovRecord[];
    readonly skipped_checks: readonly CheckovRecord[];
    readonly parsing_errors: readonly string[];
  };
}

interface CheckovRecord {
  readonly check_id: string;
  readonly resource: string;
  readonly file_abs_path: string;
  readonly check_result: { readonly suppress_comment?: string };
}

const judgement = (record: CheckovRecord): Judgement => ({
  rule: record.check_id,
  resource: record.resource,
  file: record.file_abs_path,
  comment: record.check_result.suppress_comment ?? "",
});

const python = (): string => join(pythonPrograms(CHECKOV), "python");
