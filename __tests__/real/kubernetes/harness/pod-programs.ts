import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { start } from "../../terraform/harness/processes";

/** End of a program in a pod. */
export interface ProgramEnd {
  readonly exitCode: number;
  /** Termination message. */
  readonly message: string;
}

export interface PodProgramsProps {
  /** Addresses by name, as the stand-in of `dig` answers. */
  readonly addresses: Readonly<Record<string, string>>;
  /** Port of the services of AWS on the loopback interface. */
  readonly port: number;
  /** Role and token that the webhook of EKS adds to a pod with a role. @default - the pod gets none */
  readonly identity?: { readonly role: string; readonly token: string };
}

/**
 * Runs the command of a pod's first container on this machine, with the variables of the pod. `dig` is a stand-in, and curl
 * connects to the services of the test.
 */
export async function runProgram(pod: JsonObject, props: PodProgramsProps): Promise<ProgramEnd> {
  const [container] = asArray(asObject(pod["spec"])["containers"]).map(asObject);
  const [program = "", ...args] = asArray(container?.["command"]).map(String);
  const own = asArray(container?.["env"])
    .map(asObject)
    .map(({ name, value }) => [String(name), String(value ?? "")] as const);
  const folder = mkdtempSync(join(tmpdir(), "pod-"));
  try {
    const answers = join(folder, "message");
    writeFileSync(answers, "");
    writeFileSync(join(folder, "addresses"), addressesText(props.addresses));
    writeFileSync(join(folder, "dig"), DIG, { mode: 0o700 });
    writeFileSync(join(folder, ".curlrc"), `insecure\nconnect-to = "::127.0.0.1:${props.port}"\n`);
    const token = join(folder, "token");
    writeFileSync(token, props.identity?.token ?? "");
    const { code } = await start({
      program,
      args,
      cwd: folder,
      env: {
        ...Object.fromEntries(own),
        PATH: `${folder}:${String(process.env["PATH"])}`,
        HOME: folder,
        ADDRESSES: join(folder, "addresses"),
        ANSWERS: answers,
        ...(props.identity ? { AWS_ROLE_ARN: props.identity.role, AWS_WEB_IDENTITY_TOKEN_FILE: token } : {}),
      },
    }).finished;
    // A kubelet keeps 4,096 bytes of the message.
    return { exitCode: code, message: readFileSync(answers, "utf8").slice(0, 4096) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const addressesText = (addresses: Readonly<Record<string, string>>): string =>
  Object.entries(addresses)
    .map(([name, address]) => `${name} ${address}\n`)
    .join("");

/** Prints the address of the last argument. */
const DIG = `#!/bin/sh
for name in "$@"; do :; done
sed -n "s/^$name //p" "$ADDRESSES"
`;
