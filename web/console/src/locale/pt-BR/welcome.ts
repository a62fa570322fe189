export const welcome = {
  "welcome.title": "Primeiros passos",
  "welcome.lead":
    "Quatro passos até o primeiro cliente. Você pode voltar aqui pelo menu da sua conta.",
  "welcome.start": "Começar a atender",
  "welcome.dismiss": "Deixar para depois",
  "welcome.progress": "Passos concluídos",
  "welcome.count": "{done} de {all}",
  "welcome.done": "Feito",
  "welcome.skip": "Pular este passo",
  "welcome.company": "O nome da empresa",
  "welcome.company_help": "É assim que o bot se apresenta e que os clientes veem você.",
  "welcome.company_name": "Nome",
  "welcome.company_save": "Salvar o nome",
  "welcome.company_right": "Está certo",
  "welcome.bot": "Converse com o bot",
  "welcome.bot_help":
    "Pergunte por um pedido, peça uma troca, peça para falar com uma pessoa: a conversa aparece em Conversas.",
  "welcome.bot_open": "Abrir o chat",
  "welcome.bot_frame": "O chat como os clientes o veem",
  "welcome.colleague": "Convide um colega",
  "welcome.colleague_help":
    "Cada pessoa tem a sua conta. Quem está disponível recebe a próxima conversa da fila.",
  "welcome.colleague_admin": "Quem convida é a administração. Peça a ela.",
  "welcome.tag": "Coloque o chat no seu site",
  "welcome.tag_help":
    "Cole esta linha antes de </body> em cada página. No WordPress: um plugin de cabeçalho e rodapé, campo do rodapé. No Google Tag Manager: tag HTML personalizado, em todas as páginas. Em lojas prontas: o campo de scripts do tema.",
  "welcome.tag_label": "Código para o seu site",
  "welcome.tag_copy": "Copiar o código",
  "welcome.tag_sample": "Ver na loja de exemplo",
  "welcome.tag_origins": "O endereço do seu site precisa estar em",
} as const;
