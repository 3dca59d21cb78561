import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Szukamy spotkania",
  "lobby.insideNobody": "Nikogo jeszcze nie ma w środku.",
  "lobby.inside":
    "{count, plural, one {W środku jest {names}.} few {W środku są {names}.} many {W środku są {names}.} other {W środku są {names}.}}",
  "lobby.insideMore":
    "{count, plural, one {jeszcze # osoba} few {jeszcze # osoby} many {jeszcze # osób} other {jeszcze # osoby}}",
  "lobby.yourName": "Twoje imię",
  "lobby.nameMissing": "Wpisz imię, żeby inni wiedzieli, kim jesteś.",
  "lobby.nameTooLong": "Imię może mieć najwyżej 64 znaki.",
  "lobby.signedInAs": "Korzystasz z konta, więc to jest jego nazwa.",
  "lobby.join": "Wejdź teraz",
  "lobby.joining": "Wchodzisz",
  "lobby.retryJoin": "Spróbuj ponownie",
  "lobby.elsewhereBody": "Możesz przenieść je do tej karty: tamta je opuści, a ty zachowasz miejsce.",
  "lobby.move": "Przenieś rozmowę tutaj",
  "lobby.joinTwice": "Dołącz jako inna osoba, z wyciszeniem",
  "lobby.preview": "Twój obraz",
  "lobby.cameraIsOff": "Twoja kamera jest wyłączona",
  "lobby.cameraStarting": "Włączamy twoją kamerę",
  "lobby.micLevel": "Poziom mikrofonu",
  "lobby.microphone": "Mikrofon",
  "lobby.camera": "Kamera",
  "lobby.speaker": "Głośnik",
  "lobby.testSpeaker": "Odtwórz dźwięk",
  "lobby.testing": "Odtwarzanie",
  "lobby.systemDefault": "Domyślne w systemie",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Urządzenia",
  "lobby.explainTitle": "Czy inni mają cię widzieć i słyszeć?",
  "lobby.explainBody":
    "Przeglądarka zapyta o kamerę i mikrofon. Obraz zobaczysz najpierw tutaj, a jedno i drugie możesz w każdej chwili wyłączyć.",
  "lobby.allow": "Zezwól na kamerę i mikrofon",
  "lobby.without": "Dalej bez kamery i mikrofonu",
  "lobby.askingTitle": "Przeglądarka pyta",
  "lobby.askingBody": "Poszukaj jej pytania przy pasku adresu i wybierz „Zezwól”.",
  "lobby.deniedTitle": "Kamera i mikrofon są zablokowane",
  "lobby.deniedMic": "Mikrofon jest zablokowany",
  "lobby.deniedCamera": "Kamera jest zablokowana",
  "lobby.deniedBody": "Mimo to możesz wejść, patrzeć, słuchać i pisać. Aby inni cię widzieli i słyszeli:",
  "lobby.fixChrome":
    "Kliknij ikonę po lewej stronie paska adresu, włącz kamerę i mikrofon, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixFirefox":
    "Kliknij przekreśloną kamerę lub mikrofon w pasku adresu, usuń blokadę, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixSafari":
    "W menu Safari wybierz „Ustawienia dla tej witryny”, zezwól na kamerę i mikrofon, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixIos":
    "Stuknij ikonę w pasku adresu, wybierz „Ustawienia witryny”, zezwól na kamerę i mikrofon, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixAndroid":
    "Stuknij ikonę po lewej stronie adresu, wybierz „Uprawnienia”, zezwól na kamerę i mikrofon, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixOther":
    "Zezwól tej stronie na kamerę i mikrofon w ustawieniach przeglądarki, a potem wybierz „Spróbuj ponownie”.",
  "lobby.fixSystem":
    "Przeglądarka mogłaby ich używać, ale nie pozwala na to system. Zezwól w ustawieniach prywatności systemu, a potem wybierz „Spróbuj ponownie”.",
  "lobby.tryAgain": "Spróbuj ponownie",
  "lobby.missingMic": "Nie znaleziono mikrofonu. Podłącz go albo wejdź, żeby posłuchać.",
  "lobby.missingCamera": "Nie znaleziono kamery. Możesz wejść bez niej.",
  "lobby.missingBoth": "Nie znaleziono kamery ani mikrofonu. Możesz wejść, żeby patrzeć i słuchać.",
  "lobby.busyMic": "Mikrofonu używa inny program. Zamknij go i spróbuj ponownie.",
  "lobby.busyCamera": "Kamery używa inny program. Zamknij go i spróbuj ponownie.",
  "lobby.busyBoth": "Kamery i mikrofonu używa inny program. Zamknij go i spróbuj ponownie.",
  "lobby.endedDevice": "Twoje urządzenie zostało odłączone.",
  "lobby.insecureTitle": "Kamera i mikrofon wymagają bezpiecznego adresu",
  "lobby.insecureBody":
    "Przeglądarki dają je tylko stronom przez HTTPS. Możesz wejść, czytać i pisać. Kto prowadzi ten serwer, może go uruchomić z --tls-self-signed i podać adres https.",
  "lobby.unsupportedTitle": "Ta przeglądarka nie obsługuje rozmów",
  "lobby.unsupportedBody": "Nie ma WebRTC. Aktualny Firefox, Chrome, Edge lub Safari sobie poradzi.",
  "lobby.unknownTitle": "Nikt się tu jeszcze nie spotkał",
  "lobby.unknownBody":
    "Masz zaproszenie? Sprawdź więc jeszcze raz link. Jeśli nie, wejdź: spotkanie zacznie się od ciebie, a inni znajdą cię pod tym adresem.",
  "lobby.goHome": "Na stronę główną",
  "lobby.badTitle": "To nie jest adres spotkania",
  "lobby.badBody": "Nazwa jest za długa albo ma znaki, których sala mieć nie może. Sprawdź jeszcze raz link.",
  "lobby.unreachableTitle": "Serwer nie odpowiada",
  "lobby.unreachableBody": "Może się właśnie uruchamia albo nie działa twoja sieć. Sami spróbujemy ponownie.",
  "lobby.fullTitle": "Sala jest pełna",
  "lobby.fullBody": "Wszystkie miejsca są zajęte. Spróbuj ponownie, gdy ktoś wyjdzie.",
  "lobby.endedTitle": "To spotkanie się skończyło",
  "lobby.endedBody": "Osoba prowadząca zamknęła salę.",
  "lobby.failedTitle": "Nie udało się cię wpuścić",
  "lobby.busy":
    "Właśnie wchodzi wiele osób. {seconds, plural, =0 {Spróbuj ponownie za chwilę.} one {Spróbuj ponownie za # sekundę.} few {Spróbuj ponownie za # sekundy.} many {Spróbuj ponownie za # sekund.} other {Spróbuj ponownie za # sekundy.}}",
  "lobby.stillTrying": "Serwer teraz nie odpowiada. Próbujemy dalej.",
  "lobby.stillBusy": "Właśnie wchodzi wiele osób. Próbujemy dalej.",
} satisfies Translation<typeof en>;
