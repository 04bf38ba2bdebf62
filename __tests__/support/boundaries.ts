/** A boundary for each kind of role. */
export const KINDS = Object.fromEntries(
  ["network", "cluster", "nodes", "backups", "parts", "controllers", "models"].map((kind) => [
    kind,
    `${kind}-boundary`,
  ]),
);
