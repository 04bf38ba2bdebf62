/** An error in Terraform's `-json` output, which is not wrapped or framed for a terminal. */
export interface TerraformError {
  /** Address of the block that failed. @default - none: Terraform itself reports the error */
  readonly address?: string;
  readonly summary: string;
  readonly detail: string;
}

interface Message {
  readonly diagnostic?: TerraformError & { readonly severity: string };
}

/** All errors in the output of `terraform plan -json`. */
export function errorsIn(stdout: string): TerraformError[] {
  const lines = stdout.split("\n").filter((line) => line.startsWith("{"));
  return lines.flatMap((line) => {
    const { diagnostic } = JSON.parse(line) as Message;
    return diagnostic?.severity === "error" ? [diagnostic] : [];
  });
}

/** The text of an error without the fix. An error of the provider has its address in front. */
export function problemOf({ address, summary, detail }: TerraformError): string {
  if (address !== undefined) return `${address}: ${summary}`;
  return detail.replace(/; (where it is missing, )?run\n[^]*/, "");
}

/** The AWS CLI command in an error; undefined if it has a placeholder `<…>`, which only the user can fill in. */
export function commandOf({ detail }: TerraformError): string | undefined {
  const command = /\n\n {4}(aws .+)$/.exec(detail)?.[1];
  return command?.includes("<") ? undefined : command;
}
