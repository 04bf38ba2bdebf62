type Labels = Readonly<Record<string, string>>;

/** Selector of the pods of the server. */
export const serverSelector = (name: string): Labels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/component": "tracking-server",
});

/** Labels of all objects of the server. */
export const serverLabels = (name: string): Labels => ({
  ...serverSelector(name),
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/managed-by": "terraform",
});

/** Selector of the pods that copy versions of models. */
export const promotionSelector = (name: string): Labels => ({
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/component": "promotion",
});

/** Labels of all objects of the promotion. */
export const promotionLabels = (name: string): Labels => ({
  ...promotionSelector(name),
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/managed-by": "terraform",
});
