"use client";
import { Modal, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { searchWords } from "#words/search.tsx";
import { type Answer, useSearchAnswer } from "./search-box-answer.ts";
import { type Offer, offersFor } from "./search-box-offers.ts";
import classes from "./search-box-palette.module.css";
import { recentPeople, rememberPerson } from "./search-box-recent.ts";

const words = searchWords.palette;

/**
 * Goes to any person, group or page by keyboard alone. A listbox of our own and not Mantine's Spotlight, which tells
 * those who do not see the list nothing of it: neither that there is one, nor which line is chosen.
 */
export function SearchPalette({
  isOpen,
  onClose,
  ...begun
}: {
  isOpen: boolean;
  onClose: () => void;
} & Begun) {
  return (
    // Without its lock of the page's scrolling, whose style element would have no nonce.
    <Modal.Root opened={isOpen} onClose={onClose} yOffset="10vh" size="36rem" lockScroll={false}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={words.label}>
        <Modal.Body className={classes.body}>
          <Search {...begun} onClose={onClose} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

type Begun = {
  /** What the field of the page holds. Fast letters go there until the focus is here, also when this is shown already. */
  begin: string;
  /** Whether some of it was typed for this search: the first letter here then goes on, and does not replace it. */
  isBegun: boolean;
};

function Search({ begin, isBegun, onClose }: Begun & { onClose: () => void }) {
  const router = useRouter();
  const [typed, setTyped] = useState<string>();
  const text = typed ?? begin;
  const [recent] = useState(recentPeople);
  const answer = useSearchAnswer({ text, recent });
  const offers = offersFor({ text, answer });
  const { chosen, choose, step } = useChoice(offers);
  const list = useId();
  const idOf = (offer: Offer) => `${list}${offers.indexOf(offer)}`;
  const open = ({ href }: Offer) => {
    rememberPerson(href);
    onClose();
    router.push(href);
  };
  const press = (event: KeyboardEvent) => {
    // Enter that ends the composing of a letter chooses the letter.
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const by = steps[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (by !== undefined) step(by);
    else if (chosen) open(chosen);
  };
  return (
    <>
      <TextInput
        data-autofocus
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={offers.length > 0}
        aria-controls={list}
        aria-activedescendant={chosen && idOf(chosen)}
        value={text}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onFocus={({ currentTarget }) => (isBegun ? undefined : currentTarget.select())}
        onKeyDown={press}
        aria-label={words.field}
        placeholder={words.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        classNames={{ input: classes.field }}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={list} role="listbox" aria-label={words.label} className={classes.options}>
        {[...new Set(offers.map(({ group }) => group))].map((heading) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, and no set of fields
          <div key={heading} role="group" aria-label={heading}>
            <div className={classes.heading} aria-hidden>
              {heading}
            </div>
            {offers
              .filter(({ group }) => group === heading)
              .map((offer) => (
                <OfferLine
                  key={offer.href}
                  id={idOf(offer)}
                  offer={offer}
                  isChosen={offer === chosen}
                  onPoint={() => choose(offer)}
                  onOpen={() => open(offer)}
                />
              ))}
          </div>
        ))}
      </div>
      <p className={classes.said} role="status">
        {saidOf({ answer, offers, text })}
      </p>
      <p className={classes.keys} aria-hidden>
        {words.keys}
      </p>
    </>
  );
}

/** Which line Enter opens: the first of every new list, until the arrows or the pointer choose another. */
function useChoice(offers: Offer[]) {
  const [href, setHref] = useState<string>();
  const place = Math.max(
    0,
    offers.findIndex((offer) => offer.href === href),
  );
  const at = (index: number) => offers[(index + offers.length) % offers.length];
  return {
    chosen: offers[place],
    choose: (offer: Offer) => setHref(offer.href),
    step: (by: number) => setHref(at(place + by)?.href),
  };
}

function OfferLine({
  id,
  offer: { label, detail, isRemoved },
  isChosen,
  onPoint,
  onOpen,
}: {
  id: string;
  offer: Offer;
  isChosen: boolean;
  onPoint: () => void;
  onOpen: () => void;
}) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) line.current?.scrollIntoView({ block: "nearest" });
  }, [isChosen]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field, which names the chosen line
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the field's
    <div
      ref={line}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={classes.option}
      onPointerMove={onPoint}
      onClick={onOpen}
    >
      <span className="name">{label}</span>
      {detail ? <span className={classes.detail}>{detail}</span> : null}
      {isRemoved ? <span className={classes.detail}>{words.removed}</span> : null}
    </div>
  );
}

function saidOf({ answer, offers, text }: { answer: Answer; offers: Offer[]; text: string }): string {
  if (answer.state === "failed") return answer.sentence;
  if (answer.state === "asking") return words.asking;
  const found = offers.filter(({ group }) => group !== words.more).length;
  return text.trim() !== "" && found === 0 ? words.nothing : words.found(found);
}
