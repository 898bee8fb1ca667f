/** How the margin stands on this site: its cards, what the page does about it, and its width, for those who cannot drag its edge. */
import type { ComponentChildren } from 'preact';
import { t } from '../platform/i18n.ts';
import { type MarginChoice, type MarginLayout, WIDTHS } from '../protocol/margin-layout.ts';
import { Segments } from '../ui/segments.tsx';

type Props = {
  layout: MarginLayout;
  /** There are passages that cards could stand beside. */
  hasPlaces: boolean;
  choose: (choice: MarginChoice) => void;
  onClose: () => void;
};

/** In CSS pixels. */
const OFFERED = { narrow: 300, usual: WIDTHS.usual, wide: 520 };

export function LayoutBar({ layout, hasPlaces, choose, onClose }: Props) {
  const { cards, makesRoom, width } = layout;
  const wide =
    width === OFFERED.narrow ? 'narrow' : width === OFFERED.usual ? 'usual' : width === OFFERED.wide ? 'wide' : '';
  return (
    <section
      class="layout-bar"
      aria-label={t('layoutTitle')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
    >
      {hasPlaces && (
        <Row label={t('layoutCards')}>
          <Segments
            label={t('layoutCards')}
            value={cards}
            options={[
              { value: 'beside', label: t('layoutBeside') },
              { value: 'list', label: t('layoutList') },
            ]}
            onChoose={(next) => choose({ cards: next })}
          />
        </Row>
      )}
      <Row label={t('layoutPage')}>
        <Segments
          label={t('layoutPage')}
          value={makesRoom ? 'room' : 'over'}
          options={[
            { value: 'room', label: t('layoutRoom') },
            { value: 'over', label: t('layoutOver') },
          ]}
          onChoose={(next) => choose({ makesRoom: next === 'room' })}
        />
      </Row>
      <Row label={t('layoutWidth')}>
        <Segments
          label={t('layoutWidth')}
          value={wide}
          options={[
            { value: 'narrow', label: t('layoutNarrow') },
            { value: 'usual', label: t('layoutUsual') },
            { value: 'wide', label: t('layoutWide') },
          ]}
          onChoose={(next) => next !== '' && choose({ width: OFFERED[next] })}
        />
      </Row>
      <p class="soft">{t('layoutSite')}</p>
    </section>
  );
}

/** The words beside the choice are in its legend for those who do not see them. */
function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="layout-row">
      <span class="soft" aria-hidden="true">
        {label}
      </span>
      {children}
    </div>
  );
}
