import type { Explanation } from "#lib/commands/explanation.ts";
import { explanationWords as words } from "#words/doctor.tsx";
import classes from "./explained.module.css";

/** What a failure means: what happened and what to do (unless the failure's own sentence says it), who can mend it, and where. */
export function Explained({ explanation }: { explanation: Explanation }) {
  const { happened, mender, remedy, link, isSaid } = explanation;
  return (
    <div className={classes.explained}>
      {isSaid ? null : (
        <p>
          {happened} {remedy}
        </p>
      )}
      <p>{words.mender({ mender, label: (text) => <span className="quiet">{text}</span> })}</p>
      {link ? (
        <p>
          {/* An ordinary link: most lead to Microsoft, and what is mended here is worth a fresh page. */}
          <a href={link.href} {...(link.href.startsWith("/") ? {} : { target: "_blank", rel: "noreferrer" })}>
            {words.open(link.label)}
          </a>
        </p>
      ) : null}
    </div>
  );
}
