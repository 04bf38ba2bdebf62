/** The ARN of the role of a session, without a path, which the ARN of a session does not have. */
export const roleOfSession = (arn: string): string | undefined => {
  const [, partition = "", account = "", name] =
    /^arn:([^:]*):sts::([^:]*):assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? [];
  return name === undefined ? undefined : `arn:${partition}:iam::${account}:role/${name}`;
};

export const withoutPath = (arn: string): string => arn.replace(/:role\/.*\//, ":role/");
