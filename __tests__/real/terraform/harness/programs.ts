import { type Variables, run } from "./processes";

interface Program {
  readonly name: string;
  /** Arguments of a call without effect, to see whether the program is installed. */
  readonly probe: readonly string[];
  /** Installation hint. */
  readonly get: string;
}

const PROGRAMS: readonly Program[] = [
  {
    name: "terraform",
    probe: ["version"],
    get: "install Terraform 1.11 or later from developer.hashicorp.com/terraform/install",
  },
  { name: "moto_server", probe: ["--help"], get: "pip install 'moto[server]==5.2.1'" },
  {
    name: "aws",
    probe: ["--version"],
    get: "install the AWS CLI as described at docs.aws.amazon.com/cli, or pip install awscli",
  },
];

/** One line for each missing program, with an installation hint. */
export async function missingPrograms(env: Variables): Promise<string[]> {
  const lines = await Promise.all(
    PROGRAMS.map(async ({ name, probe, get }) => {
      try {
        await run({ program: name, args: probe, cwd: process.cwd(), env });
        return [];
      } catch (error) {
        const [reason] = String((error as Error).message).split("\n");
        return [`${name}: ${reason ?? "cannot be run"}; ${get}`];
      }
    }),
  );
  return lines.flat();
}
