export type LogLevel = "off" | "info" | "debug";
export type LogFields = Record<string, string | number | boolean | null | undefined>;
export type Log = {
  info(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
};

/**
 * One JSON object a line on stderr. `off` writes nothing at all: a succeeding command leaves stderr empty.
 * Callers pass names, numbers and codes, never a header, a body or a configuration value.
 */
export function createLog({ level }: { level: LogLevel }): Log {
  const write = (severity: string, message: string, fields: LogFields = {}) => {
    const line = { time: new Date().toISOString(), severity, message, ...fields };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  };
  const silent = () => {};
  return {
    info: level === "off" ? silent : (message, fields) => write("info", message, fields),
    debug: level === "debug" ? (message, fields) => write("debug", message, fields) : silent,
    error: level === "off" ? silent : (message, fields) => write("error", message, fields),
  };
}
