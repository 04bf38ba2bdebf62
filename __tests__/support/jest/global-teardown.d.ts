declare function hook(): void;
export = hook;
