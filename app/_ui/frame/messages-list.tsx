"use client";
import { IconBell } from "@tabler/icons-react";
import Link from "next/link";
import { messagesWords } from "#words/frame.tsx";
import { exactWords, relativeWords } from "#words/time-words.ts";
import { ClosingDetails } from "../closing-details.tsx";
import { LiveWhen } from "../live-when.tsx";
import type { Message } from "./message.ts";
import { useMessages } from "./messages.tsx";
import classes from "./messages-list.module.css";

/** The messages of this browser tab, to be read again. */
export function MessagesList() {
  const { messages, clear } = useMessages();
  return (
    <ClosingDetails
      className={classes.menu}
      label={messagesWords.open(messages.length)}
      title={messagesWords.title}
      sign={
        <>
          <IconBell size={18} stroke={1.75} aria-hidden />
          {messages.length > 0 ? <span className={classes.dot} aria-hidden /> : null}
        </>
      }
    >
      <section className={classes.sheet} aria-label={messagesWords.title}>
        {messages.length === 0 ? (
          <p className="quiet">{messagesWords.none}</p>
        ) : (
          <>
            <ul className={classes.list}>
              {messages.map((message) => (
                <li key={message.id} data-kind={message.kind}>
                  <Line message={message} />
                </li>
              ))}
            </ul>
            <button type="button" className={classes.clear} onClick={clear}>
              {messagesWords.clear}
            </button>
          </>
        )}
      </section>
    </ClosingDetails>
  );
}

function Line({ message: { text, href, at } }: { message: Message }) {
  const moment = new Date(at);
  return (
    <>
      {href ? (
        <Link href={href} prefetch={false}>
          {text}
        </Link>
      ) : (
        text
      )}
      <span className={classes.at}>
        <LiveWhen at={at} words={relativeWords(moment, { now: new Date() })} exact={exactWords(moment)} />
      </span>
    </>
  );
}
