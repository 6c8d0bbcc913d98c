//! Everything a person can do, in one table.
//!
//! Key help, the command palette, the README's key table and the keymap all come from [`ACTIONS`].

use super::layout::Size;
use super::view::Pane;

/// A direction on the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Up.
    North,
    /// Down.
    South,
    /// Left.
    West,
    /// Right.
    East,
}

/// A move through rows of a list or lines of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Motion {
    /// One row back.
    Up,
    /// One row on.
    Down,
    /// One screenful back.
    PageUp,
    /// One screenful on.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
}

/// Everything a person can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each one's help stands in the table below")]
pub enum Action {
    Help,
    Search,
    EditFilter,
    Palette,
    NextPane,
    PreviousPane,
    Open,
    Back,
    NextEvent,
    PreviousEvent,
    Region(u8),
    Everything,
    ZoomIn,
    ZoomOut,
    Pan(Way),
    PanFar(Way),
    CentreSelection,
    OpenStack,
    PlaceEntry,
    ActorLens,
    PlaceLens,
    ToggleUnreal,
    NextColours,
    NextGlyphs,
    Layers,
    Facets,
    ToggleValue,
    LeaveOutValue,
    ClearDimension,
    NextDimension,
    PreviousDimension,
    NarrowValues,
    Earlier,
    Later,
    Widen,
    Narrow,
    AllTime,
    NextTime,
    PreviousTime,
    AxisIn,
    AxisOut,
    AxisEarlier,
    AxisLater,
    AxisHome,
    AxisToWindow,
    NextMode,
    NextLanes,
    NextGrip,
    Play,
    NextPace,
    Rows(Motion),
    NextOrder,
    ToggleContext,
    ToggleRecord,
    Document,
    CopyView,
    CopyCitation,
    ViewBack,
    ViewForth,
    Mark,
    Marks,
    Forget,
    OlderQuery,
    FilterToHit,
    ClearFilter,
    Faults,
    ToggleMouse,
    Redraw,
    Suspend,
    Quit,
    AddStep,
    Briefing,
    StepUp,
    StepDown,
    Retitle,
    AddNote,
    ReplaceView,
    DeleteStep,
    Undo,
    Redo,
    Save,
    NextStep,
    PreviousStep,
    FirstStep,
    LastStep,
    Steps,
    GoOn,
    Blank,
    ReturnToStep,
    /// The step of a number, from 0.
    GoToStep(usize),
    /// A letter typed into a line of text.
    Insert(char),
    /// Takes the last letter back.
    DeleteBack,
    /// Empties the line.
    DeleteAll,
    /// The screen has another size now.
    Resize(Size),
    /// The wheel turned over a cell of the screen.
    Wheel {
        column: u16,
        row: u16,
        steps: i8,
    },
    /// A cell of the screen was clicked.
    Click {
        column: u16,
        row: u16,
    },
    /// The mouse moved to a cell of the screen with its button held.
    Drag {
        column: u16,
        row: u16,
    },
    /// The mouse's button was let go.
    Drop,
    /// As much time has passed as [`View::next_tick`](super::view::View::next_tick) asked for.
    Tick,
}

impl Action {
    /// It changes the briefing that is worked on, and means nothing without one.
    pub const fn changes_draft(self) -> bool {
        matches!(
            self,
            Self::StepUp
                | Self::StepDown
                | Self::Retitle
                | Self::AddNote
                | Self::ReplaceView
                | Self::DeleteStep
                | Self::Undo
                | Self::Redo
                | Self::Save
        )
    }
}

/// Where a key means what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// While a step of a briefing is on screen.
    Presenting,
    /// Away from the script of a briefing that is presented.
    Away,
    /// Wherever no pane or overlay says otherwise.
    Everywhere,
    /// In one pane.
    In(Pane),
    /// In the facets panel.
    Facets,
    /// In the panel of the briefing that is worked on.
    Briefing,
    /// Wherever there are rows: the list, the inspector, and everything that lies over the panes.
    Rows,
    /// In whatever lies over the panes.
    Over,
    /// In a line of text being typed.
    Typing,
}

impl Context {
    /// In the order of help and README.
    pub const ALL: [Self; 12] = [
        Self::Everywhere,
        Self::In(Pane::Map),
        Self::In(Pane::Timeline),
        Self::In(Pane::List),
        Self::In(Pane::Inspector),
        Self::Facets,
        Self::Briefing,
        Self::Rows,
        Self::Over,
        Self::Typing,
        Self::Presenting,
        Self::Away,
    ];

    /// Its heading in help and README.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Presenting => "Presenting a briefing",
            Self::Away => "Away from the script",
            Self::Everywhere => "Everywhere",
            Self::In(pane) => pane.name(),
            Self::Facets => "Facets",
            Self::Briefing => "Briefing",
            Self::Rows => "Lists and texts",
            Self::Over => "Boxes over the panes",
            Self::Typing => "Search and command line",
        }
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Spec {
    /// What is done.
    pub action: Action,
    /// Its name: for the palette and the key file.
    pub name: &'static str,
    /// One line that says what it does.
    pub help: &'static str,
    /// Its keys, in the syntax of `input::key`.
    pub keys: &'static [&'static str],
    /// Where these keys mean this.
    pub context: Context,
}

const fn row(
    context: Context,
    action: Action,
    name: &'static str,
    keys: &'static [&'static str],
    help: &'static str,
) -> Spec {
    Spec {
        action,
        name,
        help,
        keys,
        context,
    }
}

use Action as A;
use Context::{Away, Briefing, Everywhere, Facets, In, Over, Presenting, Rows, Typing};

/// Every action with its name, keys and help. An action stands here once for each context it has keys in.
#[rustfmt::skip] // One row a line: it is read as a table.
pub const ACTIONS: &[Spec] = &[
    row(Everywhere, A::NextEvent, "next-event", &["n"], "next event in the list's order"),
    row(Everywhere, A::PreviousEvent, "previous-event", &["N"], "previous event"),
    row(Everywhere, A::Search, "search", &["/"], "find places, actors and events"),
    row(Everywhere, A::EditFilter, "edit-filter", &["E"], "choose events by a line such as actor:sdf -type:talks"),
    row(Everywhere, A::Open, "open", &["enter"], "open what is selected"),
    row(Everywhere, A::Back, "back", &["esc"], "back: close, leave the pane, drop the selection, then the filter"),
    row(Everywhere, A::NextPane, "next-pane", &["tab"], "next pane"),
    row(Everywhere, A::PreviousPane, "previous-pane", &["backtab"], "previous pane"),
    row(Everywhere, A::Region(1), "region-1", &["1"], "go to the first region"),
    row(Everywhere, A::Region(2), "region-2", &["2"], "go to the second region"),
    row(Everywhere, A::Region(3), "region-3", &["3"], "go to the third region"),
    row(Everywhere, A::Region(4), "region-4", &["4"], "go to the fourth region"),
    row(Everywhere, A::Region(5), "region-5", &["5"], "go to the fifth region"),
    row(Everywhere, A::Region(6), "region-6", &["6"], "go to the sixth region"),
    row(Everywhere, A::Region(7), "region-7", &["7"], "go to the seventh region"),
    row(Everywhere, A::Region(8), "region-8", &["8"], "go to the eighth region"),
    row(Everywhere, A::Region(9), "region-9", &["9"], "go to the ninth region"),
    row(Everywhere, A::Everything, "everything", &["0"], "show all events on the map"),
    row(Everywhere, A::ZoomIn, "zoom-in", &["+", "="], "zoom in"),
    row(Everywhere, A::ZoomOut, "zoom-out", &["-"], "zoom out"),
    row(Everywhere, A::CentreSelection, "centre", &["z"], "bring the selected event to the middle of the map"),
    row(Everywhere, A::OpenStack, "stack", &["o"], "list the events under the crosshair; where none are, show the place"),
    row(Everywhere, A::ActorLens, "actor-lens", &["A"], "look at the event's actor: against whom, with whom, where and when; again, at the next"),
    row(Everywhere, A::PlaceLens, "place-lens", &["P"], "look at the event's place: who was there, and what happened in order; again, at the next"),
    row(Everywhere, A::Document, "document", &["d"], "read the whole document of the selected event"),
    row(Everywhere, A::CopyCitation, "copy-citation", &["Y"], "copy the selected event's sentence with its source; again, see what was copied"),
    row(Everywhere, A::CopyView, "copy-view", &["y"], "copy what is seen as one line, for --view; again, see the line"),
    row(Everywhere, A::ViewBack, "view-back", &["["], "back to where you were before you went there"),
    row(Everywhere, A::ViewForth, "view-forth", &["]"], "forth again"),
    row(Everywhere, A::Mark, "bookmark", &["m"], "keep what is seen under a name"),
    row(Everywhere, A::Marks, "bookmarks", &["'"], "go to what was kept under a name"),
    row(Everywhere, A::AddStep, "add-step", &["b"], "add what is seen to a briefing as a step"),
    row(Everywhere, A::Briefing, "briefing", &["B"], "show the briefing: go to its steps, move, change and delete them"),
    row(Everywhere, A::Later, "later", &["."], "move the time window later"),
    row(Everywhere, A::Earlier, "earlier", &[","], "move the time window earlier"),
    row(Everywhere, A::Widen, "widen", &[">"], "widen the time window"),
    row(Everywhere, A::Narrow, "narrow", &["<"], "narrow the time window"),
    row(Everywhere, A::NextTime, "next-time", &["t"], "move the window to the next time with events"),
    row(Everywhere, A::PreviousTime, "previous-time", &["T"], "move the window to the previous time with events"),
    row(Everywhere, A::AllTime, "all-time", &["a"], "open the window to all of time"),
    row(Everywhere, A::Play, "play", &["space"], "play through time; again, stop"),
    row(Everywhere, A::NextPace, "pace", &["p"], "play slower or faster"),
    row(Everywhere, A::NextMode, "until", &["u"], "show what is in the window, all until its end, or one event"),
    row(Everywhere, A::ToggleUnreal, "unreal", &["x"], "show what did not happen: negated, planned, conditional"),
    row(Everywhere, A::NextColours, "colours", &["c"], "colour by type, by actor, by status"),
    row(Everywhere, A::Layers, "layers", &["v"], "switch layers of the map on and off"),
    row(Everywhere, A::Facets, "facets", &["F"], "count what there is by type, actor, place, source, and choose from it"),
    row(Everywhere, A::ClearFilter, "clear-filter", &["backspace"], "take the last filter off"),
    row(Everywhere, A::Palette, "commands", &[":"], "find a command by name"),
    row(Everywhere, A::Help, "help", &["?"], "show these keys"),
    row(Everywhere, A::Faults, "faults", &["!"], "show what loading found wrong"),
    row(Everywhere, A::ToggleMouse, "mouse", &["M"], "listen to the mouse; off, it selects text"),
    row(Everywhere, A::Redraw, "redraw", &["ctrl-l"], "draw the screen anew"),
    row(Everywhere, A::Suspend, "suspend", &["ctrl-z"], "back to the shell; fg returns"),
    row(Everywhere, A::Quit, "quit", &["q", "ctrl-c"], "leave the program"),
    row(In(Pane::Map), A::Pan(Way::West), "pan-west", &["left", "h"], "move west"),
    row(In(Pane::Map), A::Pan(Way::South), "pan-south", &["down", "j"], "move south"),
    row(In(Pane::Map), A::Pan(Way::North), "pan-north", &["up", "k"], "move north"),
    row(In(Pane::Map), A::Pan(Way::East), "pan-east", &["right", "l"], "move east"),
    row(In(Pane::Map), A::PanFar(Way::West), "pan-far-west", &["shift-left", "H"], "half a map west"),
    row(In(Pane::Map), A::PanFar(Way::South), "pan-far-south", &["shift-down", "J", "pagedown"], "half a map south"),
    row(In(Pane::Map), A::PanFar(Way::North), "pan-far-north", &["shift-up", "K", "pageup"], "half a map north"),
    row(In(Pane::Map), A::PanFar(Way::East), "pan-far-east", &["shift-right", "L"], "half a map east"),
    row(In(Pane::Map), A::NextGlyphs, "glyphs", &["g"], "draw the map in braille, octants, half blocks, ASCII"),
    row(In(Pane::Timeline), A::Earlier, "earlier", &["left", "h"], "move the window earlier"),
    row(In(Pane::Timeline), A::Later, "later", &["right", "l"], "move the window later"),
    row(In(Pane::Timeline), A::Widen, "widen", &["up", "k"], "widen the window"),
    row(In(Pane::Timeline), A::Narrow, "narrow", &["down", "j"], "narrow the window"),
    row(In(Pane::Timeline), A::AxisIn, "axis-in", &["+", "="], "zoom in on time"),
    row(In(Pane::Timeline), A::AxisOut, "axis-out", &["-"], "zoom out of time"),
    row(In(Pane::Timeline), A::AxisEarlier, "axis-earlier", &["shift-left", "H"], "scroll to earlier times"),
    row(In(Pane::Timeline), A::AxisLater, "axis-later", &["shift-right", "L"], "scroll to later times"),
    row(In(Pane::Timeline), A::AxisHome, "axis-home", &["home"], "show the time with most events; again, all of it"),
    row(In(Pane::Timeline), A::AxisToWindow, "axis-to-window", &["z"], "zoom time to the window"),
    row(In(Pane::Timeline), A::NextGrip, "edge", &["e"], "move the whole window, its start, or its end"),
    row(In(Pane::Timeline), A::NextLanes, "lanes", &["s"], "lanes by region, type or actor"),
    row(In(Pane::List), A::NextOrder, "sort", &["s"], "sort by time, place or actor"),
    row(In(Pane::Inspector), A::ToggleContext, "context", &["w"], "show the words before and after the sentence"),
    row(In(Pane::Inspector), A::ToggleRecord, "record", &["r"], "show the record as it stands in its file"),
    row(Facets, A::ToggleValue, "choose", &["space"], "choose the value as well; again, do not"),
    row(Facets, A::Open, "open", &["enter"], "only this value, and close"),
    row(Facets, A::LeaveOutValue, "leave-out", &["-"], "all but this value; again, with it"),
    row(Facets, A::ClearDimension, "clear-values", &["backspace"], "choose nothing and leave nothing out here"),
    row(Facets, A::NextDimension, "next-values", &["tab", "right", "l"], "turn to what can be chosen next"),
    row(Facets, A::PreviousDimension, "previous-values", &["backtab", "left", "h"], "turn back"),
    row(Facets, A::NarrowValues, "find-value", &["/"], "find a value by its name"),
    row(Briefing, A::Open, "open", &["enter"], "go to what the step shows"),
    row(Briefing, A::ReplaceView, "replace-view", &["v"], "let the step show what is seen now"),
    row(Briefing, A::Retitle, "retitle", &["r"], "give the step another title"),
    row(Briefing, A::AddNote, "add-note", &["n"], "add a note for the presenter"),
    row(Briefing, A::StepUp, "step-up", &["K", "shift-up"], "move the step up"),
    row(Briefing, A::StepDown, "step-down", &["J", "shift-down"], "move the step down"),
    row(Briefing, A::DeleteStep, "delete-step", &["x", "delete"], "delete the step"),
    row(Briefing, A::Undo, "undo", &["u"], "take the last change back"),
    row(Briefing, A::Redo, "redo", &["U", "ctrl-r"], "do again what was taken back"),
    row(Briefing, A::Save, "save", &["s"], "write the file, where that failed before"),
    row(Rows, A::Rows(Motion::Down), "down", &["down", "j"], "one row on"),
    row(Rows, A::Rows(Motion::Up), "up", &["up", "k"], "one row back"),
    row(Rows, A::Rows(Motion::PageDown), "page-down", &["pagedown", "ctrl-d"], "one page on"),
    row(Rows, A::Rows(Motion::PageUp), "page-up", &["pageup", "ctrl-u"], "one page back"),
    row(Rows, A::Rows(Motion::First), "first", &["home", "g"], "to the first row"),
    row(Rows, A::Rows(Motion::Last), "last", &["end", "G"], "to the last row"),
    row(Rows, A::PlaceEntry, "place", &["o"], "show what the gazetteer says of the event's place; again, of the next"),
    row(Over, A::NextPane, "next-pane", &["tab"], "in a lens, the next section"),
    row(Over, A::PreviousPane, "previous-pane", &["backtab"], "in a lens, the previous section"),
    row(Over, A::Back, "back", &["esc", "q"], "close"),
    row(Over, A::Open, "open", &["enter", "space"], "open or switch the row"),
    row(Typing, A::Open, "open", &["enter"], "go to the place, filter to the actor, select the event, take the line on, or run the command"),
    row(Typing, A::FilterToHit, "filter", &["tab"], "filter to the place or actor instead of going there; complete a line"),
    row(Typing, A::PlaceEntry, "place", &["ctrl-o"], "open the place's entry"),
    row(Typing, A::ActorLens, "actor-lens", &["ctrl-a"], "look at the actor or the place: who with whom, where, in order"),
    row(Typing, A::Rows(Motion::Down), "down", &["down", "ctrl-n"], "next one found"),
    row(Typing, A::Rows(Motion::Up), "up", &["up", "ctrl-p"], "previous one found"),
    row(Typing, A::OlderQuery, "older-query", &["ctrl-r"], "search: what was looked for before, that holds what is typed"),
    row(Typing, A::Forget, "forget", &["delete", "ctrl-x"], "bookmarks: forget the one picked; asked for twice"),
    row(Typing, A::DeleteBack, "delete-back", &["backspace"], "take the last letter back"),
    row(Typing, A::DeleteAll, "delete-all", &["ctrl-u"], "empty the line"),
    row(Typing, A::Back, "back", &["esc"], "close"),
    row(Presenting, A::NextStep, "next-step", &["right", "space", "pagedown", "n"], "go on: after a pause, to the next step"),
    row(Presenting, A::PreviousStep, "previous-step", &["left", "pageup", "N", "backspace"], "go back"),
    row(Presenting, A::FirstStep, "first-step", &["home"], "to the first step"),
    row(Presenting, A::LastStep, "last-step", &["end"], "to the last step"),
    row(Presenting, A::Steps, "steps", &["g"], "choose a step by its number or its title"),
    row(Presenting, A::GoOn, "go-on", &["c"], "on at the step where it ended last time"),
    row(Presenting, A::Blank, "blank", &["b"], "show nothing; again, the step"),
    row(Presenting, A::Rows(Motion::Down), "down", &["down", "j"], "more of the words, where they do not fit"),
    row(Presenting, A::Rows(Motion::Up), "up", &["up", "k"], "back in the words"),
    row(Away, A::ReturnToStep, "return", &["R"], "return to the step as it was; Esc does it too, once nothing is open"),
    row(Away, A::Steps, "steps", &["g"], "choose a step by its number or its title"),
    row(Away, A::Blank, "blank", &["b"], "return to the step, and show nothing"),
];
