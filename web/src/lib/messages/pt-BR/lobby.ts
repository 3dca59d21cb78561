import type en from "../en/lobby";
import type { Translation } from "../ids";

export default {
  "lobby.looking": "Procurando a reunião",
  "lobby.insideNobody": "Ainda não há ninguém.",
  "lobby.inside": "{count, plural, one {{names} já entrou.} other {{names} já entraram.}}",
  "lobby.insideMore": "{count, plural, one {mais #} other {mais #}}",
  "lobby.yourName": "Seu nome",
  "lobby.nameMissing": "Digite um nome, para os outros saberem quem é você.",
  "lobby.nameTooLong": "Um nome tem no máximo 64 caracteres.",
  "lobby.signedInAs": "Você está na sua conta, então este é o nome dela.",
  "lobby.join": "Entrar agora",
  "lobby.joining": "Entrando",
  "lobby.retryJoin": "Tentar de novo",
  "lobby.preview": "Sua imagem",
  "lobby.cameraIsOff": "Sua câmera está desligada",
  "lobby.cameraStarting": "Ligando sua câmera",
  "lobby.micLevel": "Nível do microfone",
  "lobby.microphone": "Microfone",
  "lobby.camera": "Câmera",
  "lobby.speaker": "Alto-falante",
  "lobby.testSpeaker": "Tocar um som",
  "lobby.testing": "Tocando",
  "lobby.systemDefault": "Padrão do sistema",
  "lobby.unnamedDevice": "{kind} {number}",
  "lobby.devices": "Dispositivos",
  "lobby.explainTitle": "Quer que vejam e ouçam você?",
  "lobby.explainBody":
    "Seu navegador vai pedir a câmera e o microfone. Você vê a imagem aqui primeiro e pode desligar qualquer um deles quando quiser.",
  "lobby.allow": "Permitir câmera e microfone",
  "lobby.without": "Continuar sem câmera e microfone",
  "lobby.askingTitle": "Seu navegador está perguntando",
  "lobby.askingBody": "Procure a pergunta perto da barra de endereço e escolha Permitir.",
  "lobby.deniedTitle": "A câmera e o microfone estão bloqueados",
  "lobby.deniedMic": "O microfone está bloqueado",
  "lobby.deniedCamera": "A câmera está bloqueada",
  "lobby.deniedBody": "Você pode entrar mesmo assim para ver, ouvir e escrever. Para que vejam e ouçam você:",
  "lobby.fixChrome":
    "Clique no ícone à esquerda da barra de endereço, ligue a câmera e o microfone e escolha Tentar de novo.",
  "lobby.fixFirefox":
    "Clique na câmera ou no microfone riscado na barra de endereço, remova o bloqueio e escolha Tentar de novo.",
  "lobby.fixSafari":
    "No menu Safari, escolha Ajustes deste Site, permita a câmera e o microfone e escolha Tentar de novo.",
  "lobby.fixIos":
    "Toque no ícone da barra de endereço, escolha Ajustes do Site, permita a câmera e o microfone e escolha Tentar de novo.",
  "lobby.fixAndroid":
    "Toque no ícone à esquerda do endereço, escolha Permissões, permita a câmera e o microfone e escolha Tentar de novo.",
  "lobby.fixOther":
    "Permita a câmera e o microfone para esta página nas configurações do navegador e escolha Tentar de novo.",
  "lobby.fixSystem":
    "O navegador pode usá-los, mas seu sistema não deixa. Permita nas configurações de privacidade do sistema e escolha Tentar de novo.",
  "lobby.tryAgain": "Tentar de novo",
  "lobby.missingMic": "Nenhum microfone foi encontrado. Conecte um ou entre para ouvir.",
  "lobby.missingCamera": "Nenhuma câmera foi encontrada. Você pode entrar sem ela.",
  "lobby.missingBoth": "Nenhuma câmera nem microfone foi encontrado. Você pode entrar para ver e ouvir.",
  "lobby.busyMic": "Outro programa está usando o microfone. Feche-o e tente de novo.",
  "lobby.busyCamera": "Outro programa está usando a câmera. Feche-o e tente de novo.",
  "lobby.busyBoth": "Outro programa está usando sua câmera e seu microfone. Feche-o e tente de novo.",
  "lobby.endedDevice": "Seu dispositivo foi desconectado.",
  "lobby.insecureTitle": "A câmera e o microfone precisam de um endereço seguro",
  "lobby.insecureBody":
    "Os navegadores só os liberam para páginas que chegam por HTTPS. Você pode entrar para ler e escrever. Quem cuida deste servidor pode iniciá-lo com --tls-self-signed e compartilhar o endereço https.",
  "lobby.unsupportedTitle": "Este navegador não consegue fazer chamadas",
  "lobby.unsupportedBody": "Ele não tem WebRTC. Um Firefox, Chrome, Edge ou Safari recente consegue.",
  "lobby.unknownTitle": "Ninguém se reuniu aqui ainda",
  "lobby.unknownBody":
    "Convidaram você? Então confira o link. Se não, entre: a reunião começa com você, e os outros encontram você neste endereço.",
  "lobby.goHome": "Ir para o início",
  "lobby.badTitle": "Este não é o endereço de uma reunião",
  "lobby.badBody": "O nome é longo demais ou tem caracteres que uma sala não pode ter. Confira o link.",
  "lobby.unreachableTitle": "O servidor não responde",
  "lobby.unreachableBody": "Ele pode estar iniciando, ou sua rede caiu. Tentamos de novo por conta própria.",
  "lobby.fullTitle": "A sala está cheia",
  "lobby.fullBody": "Todos os lugares estão ocupados. Tente de novo quando alguém sair.",
  "lobby.endedTitle": "Esta reunião terminou",
  "lobby.endedBody": "Quem a conduzia fechou a sala.",
  "lobby.failedTitle": "Não deu para deixar você entrar",
  "lobby.busy":
    "Muita gente está entrando agora. {seconds, plural, =0 {Tente de novo daqui a pouco.} one {Tente de novo em # segundo.} other {Tente de novo em # segundos.}}",
  "lobby.stillTrying": "O servidor não está respondendo agora. Continuamos tentando.",
  "lobby.stillBusy": "Muita gente está entrando agora. Continuamos tentando.",
} satisfies Translation<typeof en>;
