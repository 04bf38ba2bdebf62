/**
 * A command of the AWS CLI, such as `aws ec2 create-tags --region eu-west-1 …`. Values are quoted for a shell
 * where necessary. A Terraform template, `${…}`, contains ids and needs no quotes.
 */
export function awsCommand(
  region: string,
  operation: string,
  options: Readonly<Record<string, string | readonly string[]>>,
): string {
  const words = Object.entries(options).flatMap(([name, values]) => [
    `--${name}`,
    ...[values].flat().map(shellWord),
  ]);
  return [`aws ${operation} --region ${region}`, ...words].join(" ");
}

/** The command that tags a resource. */
export const tagCommand = (region: string, resource: string, key: string, value: string): string =>
  tagsCommand(region, resource, { [key]: value });

export const tagsCommand = (
  region: string,
  resource: string,
  tags: Readonly<Record<string, string>>,
): string =>
  awsCommand(region, "ec2 create-tags", {
    resources: resource,
    tags: Object.entries(tags).map(([key, value]) => `Key=${key},Value=${value}`),
  });

const PLAIN = /^[\w@%+=:,./-]*$/;
const TEMPLATE = /(?<!\$)\$\{[^{}]*\}/;

function shellWord(text: string): string {
  return PLAIN.test(withoutTemplates(text)) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Removes templates, innermost first. */
function withoutTemplates(text: string): string {
  const less = text.replace(TEMPLATE, "");
  return less === text ? text : withoutTemplates(less);
}
