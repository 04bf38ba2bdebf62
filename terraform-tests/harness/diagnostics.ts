/** An error that terraform gives, from its `-json` output: there nothing is wrapped or framed for a terminal. */
export interface TerraformError {
  /** The block that failed, where the provider gave the error. */
  readonly address?: string;
  readonly summary: string;
  readonly detail: string;
}

interface Message {
  readonly diagnostic?: TerraformError & { readonly severity: string };
}

/** All errors in what `terraform plan -json` printed. */
export function errorsIn(stdout: string): TerraformError[] {
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.flatMap((line) => {
    const { diagnostic } = JSON.parse(line) as Message;
    return diagnostic?.severity === "error" ? [diagnostic] : [];
  });
}

/** What is wrong without the way to mend it; of an error that the provider gave, with the address. */
export function problemOf({ address, summary, detail }: TerraformError): string {
  if (address !== undefined) return `${address}: ${summary}`;
  return detail.replace(/; (where it is missing, )?run\n[^]*/, "");
}

/** The command of the AWS CLI that an error tells to run; what is in `<…>` only a person knows. */
export function commandOf({ detail }: TerraformError): string | undefined {
  const command = /\n\n {4}(aws .+)$/.exec(detail)?.[1];
  return command?.includes("<") ? undefined : command;
}
